using KubeEdge.Controllers.Devices;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Options;

namespace KubeEdge.Controllers.Reports;

/// <summary>Decides, once, where statuses are written, and makes the place for each device.</summary>
internal sealed class StatusStores(KubeClient client, IOptions<DeviceControllerOptions> options) : IStatusStores
{
    private const int NotFound = 404;
    private const int Forbidden = 403;
    private DeviceStatusPlacement _placement = options.Value.StatusPlacement;

    public async ValueTask<KubeStatus?> DecideAsync(CancellationToken cancellationToken)
    {
        if (_placement != DeviceStatusPlacement.Auto)
        {
            return null;
        }

        var found = await client.ListAsync(DeviceTypes.Statuses, null, new KubeListOptions { Limit = 1 }, cancellationToken).ConfigureAwait(false);
        switch (found.Error)
        {
            case null:
                _placement = DeviceStatusPlacement.DeviceStatus;
                return null;

            // Who may not read them was given the rules of a release that has none.
            case { Code: NotFound or Forbidden }:
                _placement = DeviceStatusPlacement.Device;
                return null;
            default:
                return found.Error;
        }
    }

    public IStatusStore Make() =>
        _placement == DeviceStatusPlacement.DeviceStatus ? new DeviceStatusObject(client) : new DeviceField(client);
}
