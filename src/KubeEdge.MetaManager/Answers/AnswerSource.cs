using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Diagnostics;

namespace KubeEdge.MetaManager.Answers;

/// <summary>
/// Acknowledgements and error answers on their way to the cloud. Volatile: without a link, or when it ends, they are dropped, because
/// the cloud sends again what was not acknowledged, and what was committed is then acknowledged without effect.
/// </summary>
internal sealed class AnswerSource(int capacity, MetaManagerMetrics metrics)
    : QueuedSource("metamanager.answers", UpstreamClass.Acknowledgement, capacity, metrics);
