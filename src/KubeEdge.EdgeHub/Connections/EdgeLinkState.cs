using System.Runtime.CompilerServices;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>The state and its watchers: a chain of states, of which only the last is held.</summary>
internal sealed class EdgeLinkState(TimeProvider timeProvider) : IEdgeLinkState
{
    private Link _last = new(new EdgeLinkStatus(EdgeLinkPhase.Stopped, timeProvider.GetUtcNow()));

    public EdgeLinkStatus Current => Volatile.Read(ref _last).Status;

    /// <summary>Enters a phase. Called by the hub alone. The time stays when only the reason changes.</summary>
    public void Set(EdgeLinkPhase phase, string? detail, LinkPeer? peer = null)
    {
        var old = _last;
        var since = old.Status.Phase == phase ? old.Status.Since : timeProvider.GetUtcNow();
        Volatile.Write(ref _last, new Link(new EdgeLinkStatus(phase, since, detail, peer)));
        old.Replaced.TrySetResult();
    }

    public async IAsyncEnumerable<EdgeLinkStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var link = Volatile.Read(ref _last);
            yield return link.Status;
            await link.Replaced.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Link(EdgeLinkStatus status)
    {
        public EdgeLinkStatus Status { get; } = status;

        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
