using System.Collections.Immutable;
using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Uses of banned members, found by what a name means and not by how it is spelled.</summary>
internal static class BannedCalls
{
    private static readonly ILookup<string, BannedMember> s_byName = BannedMembers.All
        .ToLookup(member => member.Name == ".ctor" ? member.Type.Split('.')[^1] : member.Name);

    /// <summary>Checks every file of the model.</summary>
    public static IEnumerable<Violation> Find(SourceModel model) => model.Files.SelectMany(file => Find(file, model.Meaning(file)));

    private static IEnumerable<Violation> Find(SourceFile file, SemanticModel meaning)
    {
        foreach (var node in file.Root.DescendantNodes())
        {
            var banned = node switch
            {
                SimpleNameSyntax name =>
                    s_byName[name.Identifier.ValueText].FirstOrDefault(member => Symbols(meaning, name).Any(member.Is)),
                BaseObjectCreationExpressionSyntax creation =>
                    BannedMembers.All.FirstOrDefault(member => member.Name == ".ctor" && Symbols(meaning, creation).Any(member.Is)),
                _ => null,
            };
            if (banned is not null && !(banned.Home is { } home && file.Name == home) && !WaitsForEver(node))
            {
                yield return Violation.At(node.GetLocation(), $"{banned.Type}.{banned.Name}: use {banned.Instead}");
            }
        }
    }

    // A call whose arguments a source generator would complete has no single symbol, but candidates.
    private static ImmutableArray<ISymbol> Symbols(SemanticModel meaning, SyntaxNode node)
    {
        var info = meaning.GetSymbolInfo(node);
        return info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
    }

    // Task.Delay(Timeout.InfiniteTimeSpan, token) asks no clock.
    private static bool WaitsForEver(SyntaxNode node) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: [var first, ..] } call
        && call.Expression.Contains(node)
        && first.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Timeout" } };
}
