namespace KubeEdge.DeviceTwin.Turns;

/// <summary>The words of this module's messages, on the bus and to the cloud.</summary>
internal static class TwinMessages
{
    /// <summary>Operation: publish to MQTT clients.</summary>
    public const string Publish = "publish";

    /// <summary>Operation of the question for this node's devices.</summary>
    public const string Get = "get";

    /// <summary>Operation: attributes of a device have changed.</summary>
    public const string Updated = "updated";

    /// <summary>Resource: devices come or go.</summary>
    public const string Membership = "membership";

    /// <summary>Resource: which devices there are.</summary>
    public const string MembershipDetail = "membership/detail";

    /// <summary>Before a device's id in a resource.</summary>
    public const string DevicePrefix = "device/";

    /// <summary>The content of answers to those who only want to know that it is done.</summary>
    public const string Ok = "OK";

    /// <summary>Resource of what this module sends to itself.</summary>
    public const string Local = "local";

    public static string EdgeUpdated(string device) => $"{DevicePrefix}{device}/twin/edge_updated";

    public static string StateUpdate(string device) => $"{DevicePrefix}{device}/state/update";
}
