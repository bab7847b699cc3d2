namespace KubeEdge.Mqtt.Topics;

/// <summary>
/// The members of one shared subscription. Each message goes to one of them, in turn; who is not connected is passed over as long as
/// another is.
/// </summary>
/// <param name="filter">The shared subscription, as its first member wrote it.</param>
internal sealed class SharedGroup(TopicFilter filter)
{
    private Subscription[] _members = [];
    private int _turn = -1;

    public TopicFilter Filter => filter;

    public bool IsEmpty => _members.Length == 0;

    /// <returns>True when the subscriber was no member.</returns>
    public bool Add(Subscription member)
    {
        var index = IndexOf(member.Subscriber);
        if (index < 0)
        {
            _members = [.. _members, member];
            return true;
        }

        // Publishers read the array without the tree's lock, so it is replaced and never written to.
        var changed = (Subscription[])_members.Clone();
        changed[index] = member;
        _members = changed;
        return false;
    }

    public bool Remove(Subscriber subscriber)
    {
        var index = IndexOf(subscriber);
        if (index < 0)
        {
            return false;
        }

        _members = [.. _members[..index], .. _members[(index + 1)..]];
        return true;
    }

    /// <summary>Whose turn it is, or null when nobody can take a message of that quality of service.</summary>
    /// <param name="qos">The quality of service that was published.</param>
    public Subscription? Next(MqttQos qos)
    {
        var members = Volatile.Read(ref _members);
        if (members.Length == 0)
        {
            return null;
        }

        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)members.Length);
        Subscription? away = null;
        for (var i = 0; i < members.Length; i++)
        {
            var member = members[(first + i) % members.Length];
            if (member.Subscriber.IsConnected)
            {
                return member;
            }

            if (qos != MqttQos.AtMostOnce && member.Options.MaximumQos != MqttQos.AtMostOnce)
            {
                away ??= member;
            }
        }

        return away;
    }

    private int IndexOf(Subscriber subscriber) => Array.FindIndex(_members, member => ReferenceEquals(member.Subscriber, subscriber));
}
