using KubeEdge.Controllers.Devices;

namespace KubeEdge.Controllers.Reports;

/// <summary>Where the status of one device is shown. Called by one task at a time.</summary>
internal interface IStatusStore
{
    /// <summary>Writes what is reported, above whatever is there.</summary>
    ValueTask<WriteResult> WriteAsync(DeviceRecord device, PendingStatus pending, CancellationToken cancellationToken);

    /// <summary>The device is gone; removes what nobody else removes.</summary>
    ValueTask RemoveAsync(DeviceRecord device, CancellationToken cancellationToken);
}
