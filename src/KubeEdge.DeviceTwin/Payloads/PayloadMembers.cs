namespace KubeEdge.DeviceTwin.Payloads;

/// <summary>The members that a kind of message has beside <c>event_id</c> and <c>timestamp</c>; others in it are not looked at.</summary>
[Flags]
internal enum PayloadMembers
{
    None = 0,

    Twin = 1,

    State = 2,

    Attributes = 4,

    /// <summary><c>added_devices</c> and <c>removed_devices</c>.</summary>
    Membership = 8,

    Devices = 16,
}
