using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Diagnostics;

namespace KubeEdge.MetaManager.Answers;

/// <summary>
/// What modules of this node tell the cloud without waiting for an answer: events, deprecated status updates. As in the original
/// nothing of it is kept for the next connection; unlike there, it does not pile up while there is none.
/// </summary>
internal sealed class ForwardSource(int capacity, MetaManagerMetrics metrics)
    : QueuedSource("metamanager.forwarded", UpstreamClass.Status, capacity, metrics);
