using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Events are news, not records: they go after an hour, as in Kubernetes.</summary>
internal sealed class EventStrategy(ResourceType type) : ResourceStrategy(type)
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    public override TimeSpan? Lifetime => _hour;
}
