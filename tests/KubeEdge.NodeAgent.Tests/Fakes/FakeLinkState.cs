using System.Runtime.CompilerServices;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Viaduct;

namespace KubeEdge.NodeAgent.Tests.Fakes;

/// <summary>A link that is up or down as the test says.</summary>
internal sealed class FakeLinkState(TimeProvider clock) : IEdgeLinkState
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EdgeLinkStatus Current { get; private set; } = new(EdgeLinkPhase.Disconnected, clock.GetUtcNow(), "no link yet");

    public void Connect(WireGeneration wire = WireGeneration.Release115) =>
        Set(new EdgeLinkStatus(EdgeLinkPhase.Connected, clock.GetUtcNow(), Peer: new LinkPeer { NodeId = "edge-1", Wire = wire }));

    public void Disconnect() => Set(new EdgeLinkStatus(EdgeLinkPhase.Disconnected, clock.GetUtcNow(), "cut"));

    public async IAsyncEnumerable<EdgeLinkStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            EdgeLinkStatus current;
            lock (_lock)
            {
                (changed, current) = (_changed.Task, Current);
            }

            yield return current;
            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Set(EdgeLinkStatus status)
    {
        lock (_lock)
        {
            Current = status;
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
