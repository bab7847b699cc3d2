using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>What handling a message needs besides the devices: clock, ids, options, and the generation that the cloud speaks.</summary>
internal sealed class TurnTools(
    MessageFactory messages,
    DeviceTwinMetrics metrics,
    IEdgeLinkState link,
    IOptions<DeviceTwinOptions> options,
    IOptions<EdgeHubOptions> hub,
    TimeProvider timeProvider) : IDisposable
{
    private readonly HashSet<DeviceId> _local = [.. options.Value.LocalDevices.Select(DeviceId.Parse)];
    private DeviceForm _form;
    private long _change;

    public DeviceTwinOptions Options => options.Value;

    public MessageFactory Messages => messages;

    public DeviceTwinMetrics Metrics => metrics;

    public TimeProvider Time => timeProvider;

    public PayloadWriter Writer { get; } = new();

    public string Node => hub.Value.NodeName;

    public long NowMs => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How the cloud writes devices; null without a link, and until the cloud's messages told.</summary>
    public DeviceForm? KnownForm => link.Current.NamesDevicesByNamespace switch
    {
        true => DeviceForm.NamespacedName,
        false => DeviceForm.Name,
        null => null,
    };

    /// <summary>How the cloud writes devices, or did when it was known last.</summary>
    public DeviceForm Form => _form = KnownForm ?? _form;

    /// <summary>Whether the options name the device, so that nobody removes it.</summary>
    public bool IsLocal(DeviceId id) => _local.Contains(id);

    /// <summary>A number for one more change that the cloud has to hear of.</summary>
    public long NextChange() => Interlocked.Increment(ref _change);

    public static string NewEventId() => MessageId.New().ToString();

    public void Dispose() => Writer.Dispose();
}
