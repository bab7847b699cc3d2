namespace KubeEdge.DeviceTwin.Topics;

/// <summary>
/// The MQTT topics of devices and of the node. They are read by the position of their levels, so that a device may have any name: the
/// original searches for the name and so never hears a device that is called <c>device</c>, or <c>dev</c>.
/// </summary>
internal static class TwinTopics
{
    private const string Devices = "$hw/events/device/";
    private const string Nodes = "$hw/events/node/";
    private const string Get = "/membership/get";

    private static readonly (string Ending, TopicKind Kind)[] _endings =
    [
        ("/twin/update", TopicKind.TwinUpdate),
        ("/twin/get", TopicKind.TwinGet),
        ("/twin/cloud_updated", TopicKind.CloudUpdate),
        ("/state/update", TopicKind.StateUpdate),
        ("/updated", TopicKind.DeviceUpdate),
    ];

    /// <summary>What a topic asks for, and the device's id as it is written there, in one level or two.</summary>
    public static TopicKind Parse(string topic, out string device)
    {
        device = string.Empty;
        if (topic.StartsWith(Nodes, StringComparison.Ordinal))
        {
            var node = topic.AsSpan(Nodes.Length);
            return node.EndsWith(Get, StringComparison.Ordinal) && node.IndexOf('/') == node.Length - Get.Length && node[0] != '/'
                ? TopicKind.MembershipGet
                : TopicKind.None;
        }

        return topic.StartsWith(Devices, StringComparison.Ordinal) ? ParseDevice(topic[Devices.Length..], out device) : TopicKind.None;
    }

    /// <summary>The same for <c>{id}/twin/cloud_updated</c> and its like, as they follow <c>device/</c> in messages of the cloud.</summary>
    public static TopicKind ParseDevice(string levels, out string device)
    {
        foreach (var (ending, kind) in _endings)
        {
            if (levels.EndsWith(ending, StringComparison.Ordinal) && DeviceId.TryParse(levels[..^ending.Length], out _))
            {
                device = levels[..^ending.Length];
                return kind;
            }
        }

        device = string.Empty;
        return TopicKind.None;
    }

    public static string UpdateResult(string device) => $"{Devices}{device}/twin/update/result";

    public static string UpdateDocument(string device) => $"{Devices}{device}/twin/update/document";

    public static string UpdateDelta(string device) => $"{Devices}{device}/twin/update/delta";

    public static string GetResult(string device) => $"{Devices}{device}/twin/get/result";

    public static string Updated(string device) => $"{Devices}{device}/updated";

    public static string StateResult(string device) => $"{Devices}{device}/state/update/result";

    public static string MembershipUpdated(string node) => $"{Nodes}{node}/membership/updated";

    public static string MembershipResult(string node) => $"{Nodes}{node}/membership/get/result";
}
