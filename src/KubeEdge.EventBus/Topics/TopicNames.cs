namespace KubeEdge.EventBus.Topics;

/// <summary>The original's topics, and which of them are subscribed always. Both shapes of a device's topics are heard on one node.</summary>
internal static class TopicNames
{
    /// <summary>Before a device's id: <c>name</c> up to release 1.16.1, <c>namespace/name</c> since.</summary>
    public const string Device = "$hw/events/device";

    /// <summary>Before a node's name.</summary>
    public const string Node = "$hw/events/node";

    /// <summary>Where a node's credentials are published when somebody in the cloud has asked for it.</summary>
    public const string AuthInfoResult = "/authInfo/get/result";

    /// <summary>What devices say to their twins.</summary>
    public static IReadOnlyList<string> ForTwins { get; } =
    [
        Device + "/+/state/update",
        Device + "/+/+/state/update",
        Device + "/+/twin/+",
        Device + "/+/+/twin/+",
        Node + "/+/membership/get",
    ];

    /// <summary>What applications say to the cloud without a rule.</summary>
    public static IReadOnlyList<string> ForCloud { get; } = ["$hw/events/upload/#", "SYS/dis/upload_records", "+/user/#"];

    /// <summary>Whether a topic is for the twins; everything else goes to the cloud.</summary>
    public static bool IsForTwins(string topic) => IsBelow(topic, Device) || IsBelow(topic, Node);

    /// <summary>Whether a topic is one of <see cref="ForTwins"/>, so that its message arrives without any further subscription.</summary>
    public static bool IsSubscribedForTwins(string topic)
    {
        if (IsBelow(topic, Node))
        {
            return Levels(topic, Node) == 3 && topic.EndsWith("/membership/get", StringComparison.Ordinal);
        }

        if (!IsBelow(topic, Device) || Levels(topic, Device) is not (3 or 4))
        {
            return false;
        }

        var last = topic.LastIndexOf('/');
        var before = topic.AsSpan(0, last);
        return before.EndsWith("/twin", StringComparison.Ordinal)
            || (before.EndsWith("/state", StringComparison.Ordinal) && topic.AsSpan(last).SequenceEqual("/update"));
    }

    private static bool IsBelow(string topic, string prefix) =>
        topic.StartsWith(prefix, StringComparison.Ordinal) && (topic.Length == prefix.Length || topic[prefix.Length] == '/');

    private static int Levels(string topic, string prefix) => topic.AsSpan(prefix.Length).Count('/');
}
