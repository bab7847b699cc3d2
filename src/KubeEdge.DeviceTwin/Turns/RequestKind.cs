namespace KubeEdge.DeviceTwin.Turns;

/// <summary>What a message asks of this module.</summary>
internal enum RequestKind
{
    /// <summary>Nothing that it does, or nothing that can be read.</summary>
    Unknown,

    TwinUpdate,

    /// <summary>An update by the cloud, or in its name.</summary>
    CloudUpdate,

    TwinGet,

    StateUpdate,

    /// <summary>An update of a device's attributes.</summary>
    DeviceUpdate,

    MembershipGet,

    /// <summary>Devices come or go.</summary>
    Membership,

    /// <summary>All devices that there are to be.</summary>
    MembershipDetail,

    /// <summary>The cloud has what it was sent.</summary>
    Confirmation,

    /// <summary>A report of a program in this process.</summary>
    LocalReport,

    /// <summary>Device objects of the store.</summary>
    Objects,

    /// <summary>Known, and nothing is to be done: the state of the link, which is read elsewhere.</summary>
    Nothing,
}
