using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Payloads;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>What handling a message needs besides the devices: clock, ids, options, and the generation that the cloud speaks.</summary>
internal sealed partial class TurnTools(
    MessageFactory messages,
    DeviceTwinMetrics metrics,
    IOptions<DeviceTwinOptions> options,
    IOptions<EdgeHubOptions> hub,
    TimeProvider timeProvider,
    ILogger<TurnTools> logger,
    IEdgeLinkState? link = null) : IDisposable
{
    private const int MostLogged = 200;

    private readonly HashSet<DeviceId> _local = [.. options.Value.LocalDevices.Select(DeviceId.Parse)];
    private readonly HashSet<IgnoredReason> _logged = [];
    private DeviceForm _form;
    private long _change;
    private volatile string? _storeFault;

    public DeviceTwinOptions Options => options.Value;

    public MessageFactory Messages => messages;

    public DeviceTwinMetrics Metrics => metrics;

    public TimeProvider Time => timeProvider;

    public PayloadWriter Writer { get; } = new();

    public string Node => hub.Value.NodeName;

    public long NowMs => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How the cloud writes devices; null without a link, and until the cloud's messages told.</summary>
    public DeviceForm? KnownForm => link?.Current.NamesDevicesByNamespace switch
    {
        true => DeviceForm.NamespacedName,
        false => DeviceForm.Name,
        null => null,
    };

    /// <summary>How the cloud writes devices, or did when it was known last.</summary>
    public DeviceForm Form
    {
        get => _form = KnownForm ?? _form;
        set => _form = value;
    }

    /// <summary>Why the store refused the last change; null when it took it.</summary>
    public string? StoreFault
    {
        get => _storeFault;
        set => _storeFault = value;
    }

    /// <summary>Whether the options name the device, so that nobody removes it.</summary>
    public bool IsLocal(DeviceId id) => _local.Contains(id);

    /// <summary>Counts what is left out without an answer; the first of each kind is logged.</summary>
    public void Ignore(IgnoredReason reason, string what)
    {
        metrics.Ignored(reason);
        if (_logged.Add(reason))
        {
            Log.Ignored(logger, what.Length <= MostLogged ? what : what[..MostLogged], reason);
        }
    }

    /// <summary>A number for one more change that the cloud has to hear of.</summary>
    public long NextChange() => Interlocked.Increment(ref _change);

    public static string NewEventId() => MessageId.New().ToString();

    public void Dispose() => Writer.Dispose();
}
