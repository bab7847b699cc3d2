using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Tests that wait for the clock on the wall: slow on a fast machine, wrong on a slow one.</summary>
internal static class RealWaits
{
    /// <summary>Every sleep, and every delay that no <see cref="TimeProvider"/> drives.</summary>
    public static IReadOnlyList<Violation> Find(IEnumerable<SourceFile> files) =>
        [.. Waits(files).Select(call => Violation.At(call.GetLocation(), $"{call.Expression} waits"))];

    /// <summary>Those without a comment, on the line or above it, that says why the wait has to be.</summary>
    public static IEnumerable<Violation> FindUnexplained(IEnumerable<SourceFile> files) =>
        Waits(files)
            .Where(call => !Reason.IsGiven(call))
            .Select(call => Violation.At(call.GetLocation(), $"{call.Expression} without a comment that says why"));

    private static IEnumerable<InvocationExpressionSyntax> Waits(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()).Where(IsWait);

    private static bool IsWait(InvocationExpressionSyntax call) => call.Expression.ToString() switch
    {
        "Thread.Sleep" or "SpinWait.SpinUntil" or "System.Threading.Thread.Sleep" => true,
        "Task.Delay" or "System.Threading.Tasks.Task.Delay" =>
            !IsForEver(call.ArgumentList.Arguments[0]) && !call.ArgumentList.Arguments.Skip(1).Any(IsClock),
        _ => false,
    };

    private static bool IsForEver(ArgumentSyntax duration) =>
        duration.Expression.ToString() is "Timeout.InfiniteTimeSpan" or "Timeout.Infinite"
            || duration.Expression.IsKind(SyntaxKind.UnaryMinusExpression);

    private static bool IsClock(ArgumentSyntax argument) =>
        argument.Expression.ToString() is var text
            && (text.Contains("time", StringComparison.OrdinalIgnoreCase) || text.Contains("clock", StringComparison.OrdinalIgnoreCase))
            && !text.EndsWith("Token", StringComparison.Ordinal);
}
