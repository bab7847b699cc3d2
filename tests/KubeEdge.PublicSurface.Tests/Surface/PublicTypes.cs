using Microsoft.CodeAnalysis;

namespace KubeEdge.PublicSurface.Tests.Surface;

/// <summary>What a user of an assembly can see.</summary>
internal static class PublicTypes
{
    /// <summary>Every visible type, nested ones included, sorted by namespace and name.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Of(IAssemblySymbol assembly) =>
        [.. In(assembly.GlobalNamespace)
            .OrderBy(type => type.ContainingNamespace.ToDisplayString(), StringComparer.Ordinal)
            .ThenBy(type => type.ToDisplayString(), StringComparer.Ordinal)];

    /// <summary>The visible members that somebody wrote: without accessors, overrides and what the compiler adds to records.</summary>
    public static IEnumerable<ISymbol> Members(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
            ? []
            : type.GetMembers().Where(member =>
                IsVisible(member)
                && member is not INamedTypeSymbol
                && !member.IsOverride
                && !IsFromCompiler(member)
                && !IsEmptyConstructor(member));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? (IsVisible(type) ? In(type).Prepend(type) : []) : In(member));

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public
            || (symbol.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal
                && symbol.ContainingType is not { IsSealed: true });

    private static bool IsFromCompiler(ISymbol member) =>
        member is IMethodSymbol { AssociatedSymbol: not null } or IMethodSymbol { MethodKind: MethodKind.StaticConstructor }
        || member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "CompilerGeneratedAttribute");

    // Every struct has one.
    private static bool IsEmptyConstructor(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.IsEmpty: true, ContainingType.IsValueType: true };
}
