using KubeEdge.CloudHub.Delivery;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Edge;

/// <summary>
/// Works out what the nodes should hold from what the API holds. Used by one task alone, so who needs an object and what it says never
/// race. It starts nothing and waits for nothing.
/// </summary>
internal sealed partial class EdgeState : IChangeReader
{
    private const string EdgeLabel = "node-role.kubernetes.io/edge";
    private readonly IDesiredState _desired;
    private readonly EdgeControllerOptions _options;
    private readonly NodeTable _nodes;
    private readonly TimeProvider _timeProvider;
    private readonly long _origin;
    private readonly Placements _placements;
    private readonly Dictionary<ResourceKey, KnownObject> _known = [];
    private readonly Dictionary<ResourceType, ListProgress> _lists = [];
    private readonly HashSet<ResourceKey> _dirty = [];
    private readonly HashSet<ResourceType> _synced = [];
    private readonly QuietChanges _quiet = new();

    public EdgeState(IDesiredState desired, EdgeControllerOptions options, NodeTable nodes, TimeProvider timeProvider)
    {
        _desired = desired;
        _options = options;
        _nodes = nodes;
        _timeProvider = timeProvider;
        _origin = timeProvider.GetTimestamp();
        _placements = new Placements(nodes, key => _dirty.Add(key));
    }

    private TimeSpan Now => _timeProvider.GetElapsedTime(_origin);

    /// <summary>How long until <see cref="Flush"/> has something to do though nothing changes; null when nothing waits for time.</summary>
    public TimeSpan? UntilNext => _quiet.Next - Now is { } left ? TimeSpan.FromTicks(Math.Max(0, left.Ticks)) : null;

    /// <summary>Takes one change. What follows from it for the nodes is said by <see cref="Flush"/>.</summary>
    public void Apply(in ObjectChange change)
    {
        switch (change.Kind)
        {
            case ObjectChangeKind.ListBegins:
                ListOf(change.Type).Begin();
                break;
            case ObjectChangeKind.Put when change.Object is { } value:
                Put(change.Type, value);
                break;
            case ObjectChangeKind.Removed when change.Object is { } last:
                Remove(change.Type, last.KeyOf(change.Type), last);
                break;
            case ObjectChangeKind.Listed:
                EndList(change.Type);
                break;
            default:
                break;
        }
    }

    private ListProgress ListOf(ResourceType type)
    {
        if (!_lists.TryGetValue(type, out var list))
        {
            _lists.Add(type, list = new ListProgress());
        }

        return list;
    }

    private bool IsListed(ResourceType type) => _lists.TryGetValue(type, out var list) && list.IsListed;

    // After a restart of the informer nobody reports what was deleted in between; the list shows it by its absence.
    private void EndList(ResourceType type)
    {
        if (ListOf(type).End() is { } seen)
        {
            foreach (var (key, known) in _known)
            {
                if (known.Type == type && !seen.Contains(key))
                {
                    Remove(type, key, known.Value);
                }
            }
        }

        if (type == EdgeTypes.Nodes)
        {
            _nodes.MarkListed();
        }
    }
}
