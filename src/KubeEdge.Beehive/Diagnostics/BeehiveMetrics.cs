using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Dispatch;

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>The package's instruments. Nothing is computed for an instrument that nobody listens to.</summary>
internal sealed class BeehiveMetrics : IDisposable
{
    private const string ModuleTag = "kubeedge.module";
    private const string StatusTag = "kubeedge.status";

    private readonly Meter _meter;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _waits;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _discards;
    private readonly Counter<long> _unmatched;
    private readonly Counter<long> _restarts;

    public BeehiveMetrics(IMeterFactory? factory = null)
    {
        _meter = factory?.Create("KubeEdge.Beehive") ?? new Meter("KubeEdge.Beehive");
        _messages = _meter.CreateCounter<long>("kubeedge.bus.messages", "{message}", "Messages put into inboxes.");
        _waits = _meter.CreateCounter<long>("kubeedge.bus.waits", "{message}", "Messages whose sender had to wait for room.");
        _refusals = _meter.CreateCounter<long>("kubeedge.bus.refusals", "{message}", "Messages refused; the sender was told.");
        _discards = _meter.CreateCounter<long>("kubeedge.bus.discards", "{message}", "Messages left in the inbox of a module that ended.");
        _unmatched = _meter.CreateCounter<long>("kubeedge.bus.replies.unmatched", "{message}", "Replies that nobody waits for.");
        _restarts = _meter.CreateCounter<long>("kubeedge.module.restarts", "{restart}", "Restarts of modules that ended.");
    }

    /// <summary>Adds the instruments that read the bus when they are collected.</summary>
    public void Observe(MessageBus bus)
    {
        _meter.CreateObservableUpDownCounter(
            "kubeedge.bus.inbox.length", () => Lengths(bus), "{message}", "Messages that wait in an inbox.");
        _meter.CreateObservableUpDownCounter(
            "kubeedge.bus.requests.pending", () => bus.PendingRequests, "{request}", "Requests that wait for a reply.");
    }

    public void Sent(Inbox inbox)
    {
        if (_messages.Enabled)
        {
            _messages.Add(1, new KeyValuePair<string, object?>(ModuleTag, inbox.Name));
        }
    }

    public void Waited(Inbox inbox)
    {
        if (_waits.Enabled)
        {
            _waits.Add(1, new KeyValuePair<string, object?>(ModuleTag, inbox.Name));
        }
    }

    public void Refused(SendStatus status)
    {
        if (_refusals.Enabled)
        {
            _refusals.Add(1, new KeyValuePair<string, object?>(StatusTag, NameOf(status)));
        }
    }

    public void Discarded(Inbox inbox, int count) => _discards.Add(count, new KeyValuePair<string, object?>(ModuleTag, inbox.Name));

    public void Unmatched() => _unmatched.Add(1);

    public void Restarted(string module) => _restarts.Add(1, new KeyValuePair<string, object?>(ModuleTag, module));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Lengths(MessageBus bus)
    {
        foreach (var inbox in bus.Inboxes)
        {
            yield return new Measurement<int>(inbox.Reader.Count, new KeyValuePair<string, object?>(ModuleTag, inbox.Name));
        }
    }

    private static string NameOf(SendStatus status) => status switch
    {
        SendStatus.UnknownTarget => "unknown_target",
        SendStatus.Full => "full",
        SendStatus.Closed => "closed",
        SendStatus.TimedOut => "timed_out",
        _ => "rejected",
    };
}
