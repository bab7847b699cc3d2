namespace KubeEdge.DeviceTwin.Topics;

/// <summary>What a message on a topic asks for.</summary>
internal enum TopicKind
{
    /// <summary>Nothing that this module does.</summary>
    None,

    TwinUpdate,

    TwinGet,

    /// <summary>An update in the name of the cloud.</summary>
    CloudUpdate,

    StateUpdate,

    /// <summary>An update of attributes.</summary>
    DeviceUpdate,

    MembershipGet,
}
