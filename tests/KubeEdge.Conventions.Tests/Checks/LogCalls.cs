using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Packages log through generated methods only: a message has an id, a level and a place.</summary>
internal static class LogCalls
{
    /// <summary>Direct calls of <c>LogInformation</c> and its kin, and of <c>ILogger.Log</c>.</summary>
    public static IEnumerable<Violation> Find(SourceModel model) =>
        from file in model.Files
        let meaning = model.Meaning(file)
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where SourceModel.InvokedName(call).StartsWith("Log", StringComparison.Ordinal)
        let info = meaning.GetSymbolInfo(call)
        let method = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol
        where method is not null && IsDirect(method) && !IsForwarding(meaning, call)
        select Violation.At(call.GetLocation(), $"{method.Name}: declare a [LoggerMessage] method in the type's Log class");

    // A logger that wraps another one has to pass its calls on.
    private static bool IsForwarding(SemanticModel meaning, InvocationExpressionSyntax call) =>
        call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && meaning.GetDeclaredSymbol(type) is INamedTypeSymbol symbol
        && symbol.AllInterfaces.Any(contract => contract.ToDisplayString() == "Microsoft.Extensions.Logging.ILogger");

    private static bool IsDirect(IMethodSymbol method) =>
        method.Name.StartsWith("Log", StringComparison.Ordinal)
        && method.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.Logging"
        && method.ContainingType.Name is "LoggerExtensions" or "ILogger";
}
