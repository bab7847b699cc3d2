using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Storage;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Local;

/// <summary>The twins for code in this process. Reports take the module's inbox as everything does, so their order holds.</summary>
internal sealed class LocalTwins(IMessageBus bus, MessageFactory messages, DeviceTable devices, DesiredFeeds feeds) : IDeviceTwins
{
    public async ValueTask<IReadOnlyList<DeviceState>> ListAsync(CancellationToken cancellationToken = default)
    {
        await devices.Loaded.WaitAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. devices.All.OrderBy(static device => device.Id.Namespace, StringComparer.Ordinal)
                .ThenBy(static device => device.Id.Name, StringComparer.Ordinal)
                .Select(ToState),
        ];
    }

    public async ValueTask<DeviceState?> GetAsync(DeviceId device, CancellationToken cancellationToken = default)
    {
        await devices.Loaded.WaitAsync(cancellationToken).ConfigureAwait(false);
        return devices.Find(device) is { } found ? ToState(found) : null;
    }

    public ValueTask<TwinReportResult> ReportAsync(
        DeviceId device, IReadOnlyDictionary<string, string> reported, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reported);
        return SendAsync(new LocalReport(device, reported.ToFrozenDictionary(StringComparer.Ordinal), null), cancellationToken);
    }

    public ValueTask<TwinReportResult> ReportStateAsync(DeviceId device, string state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        return SendAsync(new LocalReport(device, null, state), cancellationToken);
    }

    public async IAsyncEnumerable<DesiredChange> DesiredAsync(
        DeviceId device, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Opened before the look at what stands, so that nothing falls between the two.
        var feed = feeds.Open(device);
        try
        {
            await devices.Loaded.WaitAsync(cancellationToken).ConfigureAwait(false);
            foreach (var change in Differences(devices.Find(device)))
            {
                yield return change;
            }

            while (true)
            {
                foreach (var change in await feed.TakeAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return change;
                }
            }
        }
        finally
        {
            feeds.Close(device, feed);
        }
    }

    private async ValueTask<TwinReportResult> SendAsync(LocalReport report, CancellationToken cancellationToken)
    {
        var route = new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Twin, TwinMessages.Local, Operations.Update);
        var message = messages.New(route, MessageContent.Object(report, DeviceTwinJson.Default.LocalReport));
        var answer = await bus.RequestAsync(ModuleNames.DeviceTwin, message, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        if (answer.Reply?.Content.Read(DeviceTwinJson.Default.TwinReportResult) is { IsOk: true } read)
        {
            return read.Value;
        }

        return answer.Status switch
        {
            SendStatus.TimedOut => new(TwinReportStatus.TimedOut, "the module did not answer in time"),
            _ => new(TwinReportStatus.Closed, answer.ToErrorText(ModuleNames.DeviceTwin, message) ?? "the module does not run"),
        };
    }

    private static List<DesiredChange> Differences(Device? device)
    {
        var changes = new List<DesiredChange>();
        for (var i = 0; i < device?.Twins.Count; i++)
        {
            if (device.Twins[i].Twin is { Differs: true } twin)
            {
                changes.Add(new(device.Twins.Name(i), twin.Expected?.Value, twin.Type ?? TwinTypes.String));
            }
        }

        return changes;
    }

    private static DeviceState ToState(Device device)
    {
        var twins = new Dictionary<string, TwinState>(device.Twins.Count, StringComparer.Ordinal);
        for (var i = 0; i < device.Twins.Count; i++)
        {
            if (device.Twins[i].Twin is { IsDeleted: false } twin)
            {
                twins[device.Twins.Name(i)] = new TwinState(
                    twin.Expected?.Value, twin.Actual?.Value, twin.Type ?? TwinTypes.String, Time(twin.Expected), Time(twin.Actual));
            }
        }

        return new()
        {
            Id = device.Id,
            Description = device.Description,
            State = device.State,
            LastOnline = device.LastOnline,
            Attributes = device.Attributes.ToDictionary(static pair => pair.Key, static pair => pair.Value.Value, StringComparer.Ordinal),
            Twins = twins,
        };
    }

    private static DateTimeOffset? Time(TwinValue? half) =>
        half?.Timestamp is { } timestamp ? DateTimeOffset.FromUnixTimeMilliseconds(timestamp) : null;
}
