using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>Knows whether a module waits for the cloud: time must not pass then, or a slow machine would run into deadlines.</summary>
internal sealed class RequestProbe(ICloudRequests requests) : ICloudRequests
{
    private int _waiting;

    public bool IsQuiet => Volatile.Read(ref _waiting) == 0;

    public async ValueTask<CloudReply> RequestAsync(
        Message request, TimeSpan timeout = default, bool acknowledge = false, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            return await requests.RequestAsync(request, timeout, acknowledge, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
