using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Devices;

/// <summary>
/// Writes Events about devices. They are for people to read: at most 256 wait, of more the oldest go unwritten, and one that the API does
/// not take is in the log.
/// </summary>
internal sealed partial class DeviceEvents(KubeClient client, TimeProvider timeProvider, ILogger<DeviceEvents> logger)
    : BackgroundService, IDeviceEvents
{
    private const string Component = "devicecontroller";
    private const int MaxWaiting = 256;

    private readonly Channel<(DeviceRecord Device, DateTimeOffset When)> _waiting = Channel.CreateBounded<(DeviceRecord, DateTimeOffset)>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    public void ModelMissing(DeviceRecord device)
    {
        Log.ModelMissing(logger, device.Key.ToString());
        _waiting.Writer.TryWrite((device, timeProvider.GetUtcNow()));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (device, when) in _waiting.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await WriteAsync(device, when, stoppingToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // What nobody foresaw costs this event, and not the host.
                Log.NotWritten(logger, device.Key.ToString(), error.Message);
            }
        }
    }

    private async Task WriteAsync(DeviceRecord device, DateTimeOffset when, CancellationToken cancellationToken)
    {
        var value = KubeObject.FromNode(Describe(device, when));
        var written = await client.CreateAsync(DeviceTypes.Events, device.Namespace, value, cancellationToken).ConfigureAwait(false);
        if (written.Error is { } error && error.Reason != StatusReasons.AlreadyExists)
        {
            Log.NotWritten(logger, device.Key.ToString(), error.Message);
        }
    }

    private static JsonObject Describe(DeviceRecord device, DateTimeOffset when)
    {
        var at = when.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",

            // The same in every replica and after a restart: one event per device and version.
            ["metadata"] = new JsonObject { ["name"] = $"{device.Name}.{device.Value.ResourceVersion}", ["namespace"] = device.Namespace },
            ["involvedObject"] = new JsonObject
            {
                ["apiVersion"] = DeviceTypes.Devices.ApiVersion,
                ["kind"] = DeviceTypes.Devices.Kind,
                ["namespace"] = device.Namespace,
                ["name"] = device.Name,
                ["uid"] = device.Uid,
                ["resourceVersion"] = device.Value.ResourceVersion,
            },
            ["reason"] = "NoDeviceModel",
            ["message"] = $"spec.deviceModelRef names no model, so node '{device.Node}' is not given the device",
            ["type"] = "Warning",
            ["count"] = 1,
            ["firstTimestamp"] = at,
            ["lastTimestamp"] = at,
            ["source"] = new JsonObject { ["component"] = Component },
        };
    }
}
