using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Devices;

/// <summary>
/// Tells each node which devices it has: all at the start of a session, the difference on each change, and always before the object
/// itself. The original tells it once, and what was lost with a link stays unknown at the node.
/// </summary>
internal sealed class MembershipHerald : INodeHerald
{
    private readonly ConcurrentDictionary<string, (IConnectedNode Node, MembershipSession Session)> _sessions = new(StringComparer.Ordinal);
    private readonly DevicePlacements _placements;
    private readonly MessageFactory _messages;
    private readonly ControllersMetrics _metrics;

    public MembershipHerald(DevicePlacements placements, MessageFactory messages, ControllersMetrics metrics)
    {
        (_placements, _messages, _metrics) = (placements, messages, metrics);
        placements.Changed = Wake;
    }

    public ValueTask GreetAsync(IConnectedNode node, CancellationToken cancellationToken)
    {
        var session = new MembershipSession(node, _placements, _messages, _metrics, cancellationToken);

        // A dead session may be greeted after the one that replaced it, whose place it must not take.
        _sessions.AddOrUpdate(node.Name, (node, session), (_, present) => node.IsReplaced ? present : (node, session));
        return session.TellAsync(null, cancellationToken);
    }

    public ValueTask AnnounceAsync(IConnectedNode node, ResourceKey key, bool deleted, CancellationToken cancellationToken) =>
        key.Group == DeviceTypes.Devices.Group && key.Resource == DeviceTypes.Devices.Plural
        && _sessions.TryGetValue(node.Name, out var found) && found.Node == node
            ? found.Session.TellAsync(deleted ? key : null, cancellationToken)
            : default;

    public void Leave(IConnectedNode node)
    {
        if (_sessions.TryGetValue(node.Name, out var found) && found.Node == node)
        {
            _sessions.TryRemove(KeyValuePair.Create(node.Name, found));
        }
    }

    private void Wake(string node)
    {
        if (_sessions.TryGetValue(node, out var found))
        {
            found.Session.Wake();
        }
    }
}
