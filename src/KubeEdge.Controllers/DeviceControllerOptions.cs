namespace KubeEdge.Controllers;

/// <summary>How the device controller writes what devices report. Read at start; later changes have no effect.</summary>
public sealed class DeviceControllerOptions
{
    /// <summary>Where reports are shown. Default <see cref="DeviceStatusPlacement.Auto"/>.</summary>
    public DeviceStatusPlacement StatusPlacement { get; set; } = DeviceStatusPlacement.Auto;

    /// <summary>
    /// The least time between two patches of one device's status; default 1 s. The first report after a pause is written at once, what comes
    /// within the interval becomes one patch with the newest value of each property. Zero: as fast as the API answers.
    /// </summary>
    public TimeSpan StatusInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many devices' statuses may be written at the same time; default 16, at least 1. What is over waits, and goes on being merged.
    /// </summary>
    public int ConcurrentPatches { get; set; } = 16;
}
