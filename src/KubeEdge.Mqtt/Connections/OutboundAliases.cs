namespace KubeEdge.Mqtt.Connections;

/// <summary>The topic aliases of what goes to one client. The first topics get one, until there is none left. Used by the writer alone.</summary>
internal sealed class OutboundAliases(int maximum)
{
    private readonly Dictionary<string, ushort> _known = new(StringComparer.Ordinal);

    /// <summary>The alias to send a topic with. It counts as known from <see cref="Sent"/> on.</summary>
    public TopicAlias Find(string topic)
    {
        if (maximum == 0)
        {
            return default;
        }

        if (_known.TryGetValue(topic, out var alias))
        {
            return new TopicAlias(alias, IsKnown: true);
        }

        return _known.Count < maximum ? new TopicAlias((ushort)(_known.Count + 1), IsKnown: false) : default;
    }

    public void Sent(string topic, TopicAlias alias)
    {
        if (alias is { Number: > 0, IsKnown: false })
        {
            _known[topic] = alias.Number;
        }
    }
}
