using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Whether an exception to a rule says why.</summary>
internal static class Reason
{
    /// <summary>True when a plain comment stands on one of the node's lines or on the line above.</summary>
    public static bool IsGiven(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return node.SyntaxTree.GetRoot().DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            .Select(trivia => trivia.GetLocation().GetLineSpan())
            .Any(comment =>
                comment.EndLinePosition.Line >= span.StartLinePosition.Line - 1
                && comment.StartLinePosition.Line <= span.EndLinePosition.Line);
    }
}
