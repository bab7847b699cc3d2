using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>The sessions of this hub, one per node, and the limit on their number.</summary>
/// <param name="limit">How many nodes may have a session.</param>
internal sealed class SessionTable(int limit)
{
    private readonly Dictionary<string, NodeSession> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _reserved;

    /// <summary>The number of nodes with a session.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>
    /// Asks for a place before the upgrade is answered. A node that replaces its own session needs none. <see cref="Add"/> takes the
    /// reserved place; <see cref="Release"/> gives it back when there is nothing to add.
    /// </summary>
    public bool TryReserve(string node, out bool isCounted)
    {
        lock (_gate)
        {
            isCounted = !_sessions.ContainsKey(node);
            if (isCounted && _sessions.Count + _reserved >= limit)
            {
                return false;
            }

            _reserved += isCounted ? 1 : 0;
            return true;
        }
    }

    public void Release(bool isCounted)
    {
        lock (_gate)
        {
            _reserved -= isCounted ? 1 : 0;
        }
    }

    /// <summary>Puts a session in place; gives back the one it replaces.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isCounted">Whether a place was reserved for it: both at once would turn another node away.</param>
    public NodeSession? Add(NodeSession session, bool isCounted)
    {
        lock (_gate)
        {
            _reserved -= isCounted ? 1 : 0;
            _sessions.TryGetValue(session.Name, out var former);
            _sessions[session.Name] = session;
            session.TakeOver();
            return former;
        }
    }

    /// <summary>Takes a session out; false when another one is in its place already.</summary>
    public bool Remove(NodeSession session)
    {
        lock (_gate)
        {
            return _sessions.TryGetValue(session.Name, out var present) && present == session && _sessions.Remove(session.Name);
        }
    }

    public bool TryFind(string node, [NotNullWhen(true)] out NodeSession? session)
    {
        lock (_gate)
        {
            return _sessions.TryGetValue(node, out session);
        }
    }

    public IReadOnlyList<string> Nodes()
    {
        lock (_gate)
        {
            return [.. _sessions.Keys];
        }
    }
}
