using System.Runtime.CompilerServices;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Viaduct;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>A link to a cloud of the generation that the test says; down at first.</summary>
internal sealed class FakeLinkState : IEdgeLinkState
{
    public EdgeLinkStatus Current { get; private set; } = new(EdgeLinkPhase.Disconnected, DateTimeOffset.UnixEpoch);

    public void Connect(WireGeneration wire) =>
        Current = new(EdgeLinkPhase.Connected, DateTimeOffset.UnixEpoch, Peer: new LinkPeer { NodeId = "edge-node-1", Wire = wire });

    public void Disconnect() => Current = new(EdgeLinkPhase.Disconnected, DateTimeOffset.UnixEpoch);

    public async IAsyncEnumerable<EdgeLinkStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return Current;
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }
}
