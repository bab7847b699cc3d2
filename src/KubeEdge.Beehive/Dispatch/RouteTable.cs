using System.Collections.Frozen;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>Who is on the bus: an immutable picture, replaced as a whole, so that senders never lock.</summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, Inbox> _modules;
    private readonly FrozenDictionary<string, Inbox[]> _groups;

    private RouteTable(FrozenDictionary<string, Inbox> modules, FrozenDictionary<string, Inbox[]> groups)
    {
        _modules = modules;
        _groups = groups;
    }

    /// <summary>Nobody.</summary>
    public static RouteTable Empty { get; } = new(FrozenDictionary<string, Inbox>.Empty, FrozenDictionary<string, Inbox[]>.Empty);

    /// <summary>Every inbox, closed ones too.</summary>
    public IReadOnlyList<Inbox> Inboxes => _modules.Values;

    /// <summary>The inbox of a module; null when there is none of that name.</summary>
    public Inbox? Module(string name) => _modules.GetValueOrDefault(name);

    /// <summary>The open inboxes of a group, perhaps none; null when there never was a member.</summary>
    public Inbox[]? Group(string name) => _groups.GetValueOrDefault(name);

    /// <summary>The same and one more.</summary>
    public RouteTable With(Inbox inbox) => Of([.. _modules.Values, inbox]);

    /// <summary>The same, with groups that leave closed inboxes out.</summary>
    public RouteTable Refresh() => Of([.. _modules.Values]);

    private static RouteTable Of(Inbox[] inboxes) => new(
        inboxes.ToFrozenDictionary(inbox => inbox.Name, StringComparer.Ordinal),
        inboxes.GroupBy(inbox => inbox.Group, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Where(inbox => !inbox.IsClosed).ToArray(), StringComparer.Ordinal));
}
