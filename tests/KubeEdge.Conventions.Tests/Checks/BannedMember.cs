using Microsoft.CodeAnalysis;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>A framework member that packages must not use.</summary>
/// <param name="Type">The full name of the declaring type.</param>
/// <param name="Name">The member's name; <c>.ctor</c> for constructors.</param>
/// <param name="Instead">What to write in its place.</param>
/// <param name="OnlyWithDuration">Banned only in the overloads that take a duration and no <see cref="TimeProvider"/>.</param>
internal sealed record BannedMember(string Type, string Name, string Instead, bool OnlyWithDuration = false)
{
    private static readonly SymbolDisplayFormat s_withoutTypeParameters =
        SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None);

    /// <summary>The file whose purpose is this call, by the end of its path; null when there is none.</summary>
    public string? Home { get; init; }

    /// <summary>Whether the symbol is this member.</summary>
    public bool Is(ISymbol symbol) =>
        symbol.Name == Name
        && symbol.ContainingType?.OriginalDefinition.ToDisplayString(s_withoutTypeParameters) == Type
        && (!OnlyWithDuration || (symbol is IMethodSymbol method && TakesBareDuration(method)));

    private static bool TakesBareDuration(IMethodSymbol method) =>
        method.Parameters.Any(parameter => parameter.Type.Name is "TimeSpan" or "Int32" or "UInt32" or "Int64")
        && !method.Parameters.Any(parameter => parameter.Type.Name == nameof(TimeProvider));
}
