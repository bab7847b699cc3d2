using System.Diagnostics.CodeAnalysis;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.EdgeHub.Upstream;
using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>
/// What the cloud is to hear: the latest value of each twin and each state until it is confirmed. What stands here is stored with the
/// twins, so that it is here again after a crash. Any thread may call. Messages leave by the time since this was made: the wall clock of a
/// node may be set back by years when it finds a time server.
/// </summary>
internal sealed class TwinUpstream(
    TurnTools tools, UpstreamMessages messages, IMessageBus bus, IOptions<DeviceTwinOptions> options) : IUpstreamSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Subject, Backlog> _backlogs = [];
    private readonly DueQueue _queue = new();
    private readonly SentMessages _sent = new();
    private readonly Pacing _pacing = new(options);
    private readonly long _origin = tools.Time.GetTimestamp();
    private UpstreamLink? _link;

    public string Name => "twin";

    public UpstreamClass Class => UpstreamClass.Twin;

    /// <summary>What the cloud has not confirmed, and since when the oldest of it waits.</summary>
    public (int Count, DateTimeOffset? Oldest) Unconfirmed
    {
        get
        {
            lock (_gate)
            {
                var (count, oldest) = (0, (DateTimeOffset?)null);
                foreach (var backlog in _backlogs.Values)
                {
                    if (!backlog.IsEmpty)
                    {
                        count += backlog.Count;
                        oldest = oldest is null || backlog.Since < oldest ? backlog.Since : oldest;
                    }
                }

                return (count, oldest);
            }
        }
    }

    private TimeSpan Now => tools.Time.GetElapsedTime(_origin);

    public IUpstreamReader Open(UpstreamLink link)
    {
        lock (_gate)
        {
            _link = link;
            foreach (var backlog in _backlogs.Values)
            {
                _pacing.Reset(backlog);
                Schedule(backlog, Pacing.AtOnce);
            }
        }

        return new TwinReader(this, messages, link, tools.Time);
    }

    /// <summary>The link has ended.</summary>
    public void Close(UpstreamLink link)
    {
        lock (_gate)
        {
            _link = _link == link ? null : _link;
        }
    }

    /// <summary>A twin has changed, and the cloud has to hear of it.</summary>
    public void Changed(Device device, string name, in UnsentTwin twin)
    {
        lock (_gate)
        {
            var backlog = Find(new(device.Id, IsState: false), device.Form);
            var before = backlog.Count;
            backlog.Twins[name] = backlog.Twins.TryGetValue(name, out var older) ? twin with { Place = older.Place } : twin;
            Changed(backlog, before);
        }
    }

    /// <summary>
    /// The cloud has named a twin that there is not, and is to hear so. No more of these than a device may have twins: anybody on site can
    /// speak as the cloud.
    /// </summary>
    public void Mention(Device device, string name)
    {
        lock (_gate)
        {
            var subject = new Subject(device.Id, IsState: false);
            if (!_backlogs.TryGetValue(subject, out var known) || known.Count < options.Value.MaximumTwins)
            {
                Changed(device, name, new UnsentTwin(new Twin(), TwinParts.Touched, tools.NextChange()));
            }
        }
    }

    /// <summary>A device's state has changed, and the cloud has to hear of it.</summary>
    public void Changed(Device device, ReadOnlyMemory<byte> payload)
    {
        lock (_gate)
        {
            var backlog = Find(new(device.Id, IsState: true), device.Form);
            var before = backlog.Count;
            backlog.State = (payload, device.StateChange);
            Changed(backlog, before);
        }
    }

    /// <summary>The device is gone, and nothing more is to be said of it.</summary>
    public void Remove(DeviceId device)
    {
        lock (_gate)
        {
            Remove(new Subject(device, IsState: false));
            Remove(new Subject(device, IsState: true));
        }
    }

    /// <summary>A message whose confirmation is waited for; null when it is none of those.</summary>
    public SentMessage? Find(MessageId message)
    {
        lock (_gate)
        {
            return _sent.Find(message);
        }
    }

    /// <summary>A message is confirmed, and that is stored.</summary>
    public void Confirm(MessageId message)
    {
        lock (_gate)
        {
            if (_sent.Find(message) is not { } sent)
            {
                return;
            }

            tools.Metrics.Confirmed();
            var backlog = _backlogs[sent.Subject];
            var before = backlog.Count;
            _sent.RemoveUpTo(sent, backlog);
            backlog.Remove(sent.Changes);
            tools.Metrics.Unsent(backlog.Count - before);
            backlog.Since = tools.Time.GetUtcNow();
            _pacing.Reset(backlog);
            if (backlog.IsEmpty)
            {
                Forget(backlog);
            }
            else if (backlog.Last?.Header.Id == message)
            {
                backlog.Last = null;
                Schedule(backlog, Pacing.AtOnce);
            }
        }
    }

    /// <summary>The next message whose time has come; otherwise how long until the next comes, if one does.</summary>
    public bool TryTake([NotNullWhen(true)] out Message? message, [NotNullWhen(true)] out Backlog? taken, out TimeSpan? wait)
    {
        lock (_gate)
        {
            message = null;
            var now = Now;
            taken = _queue.Take(now, out var next);
            wait = next - now;
            if (taken is null)
            {
                return false;
            }

            message = Message(taken);
            taken.IsInHand = true;
            return true;
        }
    }

    /// <summary>What became of a message that was taken.</summary>
    public void Settle(Backlog backlog, Message message, UpstreamOutcome outcome)
    {
        // An old cloud does not know states and confirms none; what cannot be sent at all is given up.
        var isFinal = outcome == UpstreamOutcome.Rejected
            || (outcome == UpstreamOutcome.Written && backlog.Subject.IsState && tools.KnownForm == DeviceForm.Name);
        if (isFinal)
        {
            bus.TrySend(ModuleNames.DeviceTwin, tools.Messages.Reply(message, MessageContent.Text(TwinMessages.Ok)));
        }

        lock (_gate)
        {
            backlog.IsInHand = false;
            if (!backlog.IsEmpty)
            {
                tools.Metrics.Sent();
                Schedule(backlog, _pacing.AfterSending(backlog, outcome != UpstreamOutcome.NotWritten, Now));
            }
        }
    }

    private void Changed(Backlog backlog, int before)
    {
        tools.Metrics.Unsent(backlog.Count - before);
        backlog.Since = before == 0 ? tools.Time.GetUtcNow() : backlog.Since;
        backlog.IsStale = true;
        _pacing.Reset(backlog);
        if (!backlog.IsInHand)
        {
            Schedule(backlog, Pacing.AfterChange(backlog));
        }
    }

    private Backlog Find(Subject subject, DeviceForm form)
    {
        if (!_backlogs.TryGetValue(subject, out var backlog))
        {
            _backlogs.Add(subject, backlog = new Backlog(subject, form));
        }

        backlog.Form = form;
        return backlog;
    }

    /// <summary>Repeats the last message while it still says all, so that the cloud sees one id; makes a new one otherwise.</summary>
    private Message Message(Backlog backlog)
    {
        if (backlog.Last is { } last && !backlog.IsStale)
        {
            return last;
        }

        var message = messages.Make(backlog, out var changes);
        backlog.Last = message;
        backlog.IsStale = false;
        _sent.Add(backlog, new SentMessage(message.Header.Id, backlog.Subject, changes));
        return message;
    }

    private void Remove(Subject subject)
    {
        if (_backlogs.TryGetValue(subject, out var backlog))
        {
            tools.Metrics.Unsent(-backlog.Count);
            backlog.Clear();
            Forget(backlog);
        }
    }

    private void Forget(Backlog backlog)
    {
        _sent.RemoveAll(backlog);
        backlog.Last = null;
        _backlogs.Remove(backlog.Subject);
    }

    private void Schedule(Backlog backlog, TimeSpan due)
    {
        _queue.Schedule(backlog, due);
        _link?.Notify();
    }
}
