namespace KubeEdge.Hosting.Cloud.Embedded;

/// <summary>
/// When each node last gave a sign of life, by the clock of this process: a node's own clock may be wrong, so its times only tell whether
/// they have changed. A node that is seen for the first time has the whole grace period.
/// </summary>
internal sealed class NodeHealthTable(TimeSpan grace, TimeProvider timeProvider)
{
    private readonly Dictionary<string, (string Sign, long Seen)> _nodes = new(StringComparer.Ordinal);

    /// <summary>Notes a node's newest sign of life.</summary>
    /// <param name="uid">Which node.</param>
    /// <param name="sign">Something that changes with each sign.</param>
    /// <returns>Whether the sign has stayed the same for longer than the grace period.</returns>
    public bool IsSilent(string uid, string sign)
    {
        if (!_nodes.TryGetValue(uid, out var known) || known.Sign != sign)
        {
            _nodes[uid] = (sign, timeProvider.GetTimestamp());
            return false;
        }

        return timeProvider.GetElapsedTime(known.Seen) > grace;
    }

    /// <summary>Forgets all nodes but these.</summary>
    public void KeepOnly(IReadOnlySet<string> uids)
    {
        foreach (var uid in _nodes.Keys.Where(uid => !uids.Contains(uid)).ToArray())
        {
            _nodes.Remove(uid);
        }
    }
}
