namespace KubeEdge.Controllers;

/// <summary>Which objects show what devices report.</summary>
public enum DeviceStatusPlacement
{
    /// <summary>
    /// What the API serves decides: DeviceStatus objects where it has them, as it does with the definitions of 1.23 and newer; the Device's
    /// own status where not.
    /// </summary>
    Auto,

    /// <summary>The status of the Device itself, as in 1.15 to 1.22.</summary>
    Device,

    /// <summary>A DeviceStatus object of the Device's name, owned by it, as in 1.23 and newer.</summary>
    DeviceStatus,
}
