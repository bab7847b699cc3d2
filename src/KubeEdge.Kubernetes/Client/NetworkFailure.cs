using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Tells failures of the network, which are values to callers, from misuse and from the caller's own cancellation.</summary>
internal static class NetworkFailure
{
    public static bool TryDescribe(Exception problem, CancellationToken caller, [NotNullWhen(true)] out string? text)
    {
        text = problem switch
        {
            OperationCanceledException => caller.IsCancellationRequested ? null : "no answer in time",
            HttpRequestException or IOException or AuthenticationException => Innermost(problem),
            UnauthorizedAccessException => problem.Message,
            _ => null,
        };
        return text is not null;
    }

    // The outer messages of the HTTP stack only say that something failed.
    private static string Innermost(Exception problem)
    {
        var message = problem.Message;
        for (var inner = problem.InnerException; inner is not null; inner = inner.InnerException)
        {
            message = $"{message} ({inner.Message})";
        }

        return message;
    }
}
