using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Reports;
using KubeEdge.Controllers.Tests.Upstream;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>What takes reports, with one device on one node, the clock and the place for statuses in the hands of the test.</summary>
internal sealed class ReportRig : IDisposable
{
    private readonly MessageFactory _messages;
    private readonly StatusWriter _writer;
    private readonly IUpstreamHandler _reports;

    public ReportRig(IStatusStores? stores = null, Action<DeviceControllerOptions>? configure = null)
    {
        var options = new DeviceControllerOptions();
        configure?.Invoke(options);
        var metrics = new ControllersMetrics();
        _messages = new MessageFactory(Clock);
        _writer = new StatusWriter(
            Placements, stores ?? Store, Options.Create(options), _messages, metrics, Clock, NullLogger<StatusWriter>.Instance);
        _reports = new DeviceReports(Placements, _writer, metrics, NullLogger<DeviceReports>.Instance);
        Placements.Put(TestDevices.Record("d"));
        Placements.MarkListed();
    }

    public ManualTimeProvider Clock { get; } = new();

    public DevicePlacements Placements { get; } = new();

    public FakeStatusStore Store { get; } = new();

    public FakeNode Node { get; } = new("edge-1");

    public DeviceWriter WriterOf(DeviceRecord device) => _writer.Of(device);

    /// <summary>Reports the value of one property; the id of the message.</summary>
    public Task<MessageId> ReportAsync(string name, string value, int? version = null, FakeNode? node = null)
    {
        var more = version is null ? string.Empty : $$""","actual_version":{"cloud":0,"edge":{{version}} }""";
        return SendAsync(
            "device/default/d/twin/edge_updated", $$$"""{"twin":{"{{{name}}}":{"actual":{"value":"{{{value}}}"}{{{more}}} } } }""", node);
    }

    public async Task<MessageId> SendAsync(string resource, string content, FakeNode? node = null, MessageId? id = null)
    {
        var route = new MessageRoute(ModuleNames.DeviceTwin, GroupNames.Resource, resource, Operations.Update);
        Assert.True(_reports.Handles(route));
        var message = _messages.New(route, MessageContent.Json(Encoding.UTF8.GetBytes(content)));
        message = id is { } again ? message.WithHeader(message.Header with { Id = again }) : message;
        await _reports.HandleAsync(node ?? Node, message, default);
        return message.Header.Id;
    }

    /// <summary>Lets the time pass that a writer waits for.</summary>
    public async Task PauseAsync(TimeSpan pause)
    {
        await Clock.WaitForTimerAsync(pause);
        Clock.Advance(pause);
    }

    /// <summary>The next message to the node is the confirmation of this report.</summary>
    public async Task ConfirmedAsync(MessageId id)
    {
        var message = await Node.NextAsync();
        Assert.Equal(new MessageRoute("devicecontroller", "twin", "twin", "response"), message.Route);
        Assert.Equal(id, message.Header.ParentId);
        Assert.True(message.Content.IsText("OK"));
    }

    public void Dispose()
    {
        _writer.StopAsync(default).GetAwaiter().GetResult();
        _writer.Dispose();
    }
}
