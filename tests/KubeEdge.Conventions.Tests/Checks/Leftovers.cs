using System.Text.RegularExpressions;
using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>What should not stay in the code: regions, notes to oneself, stubs, and silenced null warnings without a reason.</summary>
internal static class Leftovers
{
    private static readonly Regex s_note = new(@"\b(TODO|FIXME|HACK|XXX)\b");

    /// <summary>Regions, notes in comments, and stubs.</summary>
    public static IEnumerable<Violation> Find(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => Regions(file).Concat(Notes(file)).Concat(Stubs(file)));

    /// <summary>Null-forgiving operators that do not say why the value cannot be null.</summary>
    public static IEnumerable<Violation> FindUnexplainedNullForgiving(IEnumerable<SourceFile> files) =>
        from file in files
        from node in file.Root.DescendantNodes().OfType<PostfixUnaryExpressionSyntax>()
        where node.IsKind(SyntaxKind.SuppressNullableWarningExpression) && !Reason.IsGiven(node)
        select Violation.At(node.OperatorToken.GetLocation(), $"{node} without a comment that says why");

    private static IEnumerable<Violation> Regions(SourceFile file) =>
        file.Root.DescendantTrivia(descendIntoTrivia: true).Where(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
            .Select(trivia => Violation.At(trivia.GetLocation(), "a region"));

    private static IEnumerable<Violation> Notes(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        where trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia
        let note = s_note.Match(trivia.ToFullString())
        where note.Success
        select Violation.At(trivia.GetLocation(), $"a note: {note.Value}");

    private static IEnumerable<Violation> Stubs(SourceFile file) =>
        file.Root.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == "NotImplementedException")
            .Select(name => Violation.At(name.GetLocation(), "a stub"));
}
