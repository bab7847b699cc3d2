using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Reports;

/// <summary>Makes the places where statuses are written.</summary>
internal interface IStatusStores
{
    /// <summary>Decides where that is; null when it is decided, else why it cannot be now.</summary>
    ValueTask<KubeStatus?> DecideAsync(CancellationToken cancellationToken);

    /// <summary>The place for one device.</summary>
    IStatusStore Make();
}
