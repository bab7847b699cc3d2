using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.EventBus.Commands;
using KubeEdge.EventBus.Publishing;
using KubeEdge.EventBus.Uploads;

namespace KubeEdge.EventBus.Diagnostics;

/// <summary>The instruments of this package; described in docs/metrics.md.</summary>
internal sealed class EventBusMetrics : IDisposable
{
    private const string Name = "KubeEdge.EventBus";

    private readonly Meter _meter;
    private readonly Counter<long> _devices;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _aside;
    private readonly Counter<long> _repeated;
    private readonly Counter<long> _published;
    private readonly Counter<long> _commands;

    public EventBusMetrics(IMeterFactory? meters = null)
    {
        _meter = meters?.Create(Name) ?? new Meter(Name);
        _devices = _meter.CreateCounter<long>(
            "kubeedge.eventbus.device.messages", "{message}", "Messages handed to the twins, by outcome.");
        _stored = _meter.CreateCounter<long>("kubeedge.eventbus.uploads.stored", "{message}", "Messages stored for the cloud.");
        _dropped = _meter.CreateCounter<long>(
            "kubeedge.eventbus.uploads.dropped", "{message}", "Messages for the cloud given up before they were stored, by reason.");
        _aside = _meter.CreateCounter<long>(
            "kubeedge.eventbus.uploads.aside", "{message}", "Stored messages that the cloud could not take and that were put aside.");
        _repeated = _meter.CreateCounter<long>(
            "kubeedge.eventbus.uploads.repeated", "{message}", "Messages sent to the same cloud again before the link ended, by reason.");
        _published = _meter.CreateCounter<long>(
            "kubeedge.eventbus.published", "{message}", "Messages published at brokers, by broker and outcome.");
        _commands = _meter.CreateCounter<long>(
            "kubeedge.eventbus.commands", "{message}", "What modules and the cloud asked for, by outcome.");
    }

    /// <summary>Shows how much waits for the cloud.</summary>
    public void Observe(UploadQueue queue)
    {
        _meter.CreateObservableGauge(
            "kubeedge.eventbus.uploads.waiting", () => queue.Waiting.Count, "{message}", "Messages that wait for the cloud.");
        _meter.CreateObservableGauge(
            "kubeedge.eventbus.uploads.size", () => queue.Waiting.Bytes, "By", "Bytes that wait for the cloud.");
        _meter.CreateObservableGauge(
            "kubeedge.eventbus.uploads.dead", () => queue.Dead.Count, "{message}", "Messages that were put aside and are kept.");
    }

    public void Device(SendStatus status)
    {
        if (_devices.Enabled)
        {
            _devices.Add(1, Outcome(status switch
            {
                SendStatus.Sent => "sent",
                SendStatus.UnknownTarget => "no_twins",
                SendStatus.TimedOut => "unanswered",
                _ => "refused",
            }));
        }
    }

    public void Stored(int messages) => _stored.Add(messages);

    public void UploadDropped(UploadLoss loss) =>
        _dropped.Add(1, new KeyValuePair<string, object?>("kubeedge.reason", loss == UploadLoss.Full ? "full" : "too_large"));

    public void PutAside(int messages) => _aside.Add(messages);

    public void Repeated(int messages, bool isRefused) =>
        _repeated.Add(messages, new KeyValuePair<string, object?>("kubeedge.reason", isRefused ? "refused" : "unconfirmed"));

    public void Published(string broker, PublishOutcome outcome, int messages)
    {
        if (_published.Enabled)
        {
            _published.Add(messages, new KeyValuePair<string, object?>("kubeedge.broker", broker), Outcome(outcome switch
            {
                PublishOutcome.Published => "published",
                PublishOutcome.Refused => "refused",
                PublishOutcome.Unacknowledged => "unacknowledged",
                _ => "dropped",
            }));
        }
    }

    public void Commanded(CommandOutcome outcome)
    {
        if (_commands.Enabled)
        {
            _commands.Add(1, Outcome(outcome switch
            {
                CommandOutcome.Done => "done",
                CommandOutcome.InvalidTopic => "invalid_topic",
                CommandOutcome.InvalidContent => "invalid_content",
                CommandOutcome.TooManyTopics => "too_many_topics",
                CommandOutcome.NotStored => "not_stored",
                _ => "unknown",
            }));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Outcome(string name) => new("kubeedge.outcome", name);
}
