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
/// twins, so that it is here again after a crash. Any thread may call.
/// </summary>
internal sealed class TwinUpstream(
    TurnTools tools, UpstreamMessages messages, IMessageBus bus, IOptions<DeviceTwinOptions> options) : IUpstreamSource
{
    /// <summary>
    /// How soon newer values follow a message that is not confirmed. A cloud confirms after it has written, up to a second later; values
    /// that waited for that would meet the next such second, and be in the API after two.
    /// </summary>
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Dictionary<Subject, Backlog> _backlogs = [];
    private readonly Dictionary<MessageId, Backlog> _unconfirmed = [];
    private readonly PriorityQueue<Backlog, DateTimeOffset> _queue = new();
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

    public IUpstreamReader Open(UpstreamLink link)
    {
        lock (_gate)
        {
            _link = link;
            foreach (var backlog in _backlogs.Values)
            {
                backlog.Delay = options.Value.ResendDelay;
                Schedule(backlog, DateTimeOffset.MinValue);
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
            backlog.Twins[name] = twin;
            Changed(backlog, before);
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

    /// <summary>A message is confirmed; null when it is none of those that wait for it.</summary>
    public Confirmed? Confirm(MessageId message)
    {
        lock (_gate)
        {
            if (!_unconfirmed.Remove(message, out var backlog))
            {
                return null;
            }

            tools.Metrics.Confirmed();
            var (before, confirmed) = (backlog.Count, new Confirmed(backlog.Subject, new Dictionary<string, long>(backlog.LastChanges)));
            foreach (var (name, change) in confirmed.Changes)
            {
                if (backlog.Twins.TryGetValue(name, out var twin) && twin.Change == change)
                {
                    backlog.Twins.Remove(name);
                }

                backlog.State = name.Length == 0 && backlog.State?.Change == change ? null : backlog.State;
            }

            tools.Metrics.Unsent(backlog.Count - before);
            backlog.Last = null;
            backlog.Since = tools.Time.GetUtcNow();
            backlog.Delay = options.Value.ResendDelay;
            if (backlog.IsEmpty)
            {
                _backlogs.Remove(backlog.Subject);
            }
            else
            {
                Schedule(backlog, DateTimeOffset.MinValue);
            }

            return confirmed;
        }
    }

    /// <summary>The next message whose time has come; otherwise when the next comes, if one does.</summary>
    public bool TryTake([NotNullWhen(true)] out Message? message, [NotNullWhen(true)] out Backlog? taken, out DateTimeOffset? next)
    {
        lock (_gate)
        {
            var now = tools.Time.GetUtcNow();
            (message, taken, next) = (null, null, null);
            while (_queue.TryPeek(out var backlog, out var due))
            {
                if (due > now)
                {
                    next = due;
                    return false;
                }

                _queue.Dequeue();
                if (backlog.QueuedFor != due || backlog.IsInHand || backlog.IsEmpty)
                {
                    continue;
                }

                backlog.QueuedFor = null;
                if (backlog.Due > now)
                {
                    Schedule(backlog, backlog.Due);
                    continue;
                }

                message = Message(backlog);
                backlog.IsInHand = true;
                taken = backlog;
                return true;
            }

            return false;
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
            var isWritten = outcome != UpstreamOutcome.NotWritten;
            backlog.IsInHand = false;
            if (backlog.IsEmpty)
            {
                return;
            }

            tools.Metrics.Sent();
            var now = tools.Time.GetUtcNow();
            backlog.SentAt = isWritten ? now : DateTimeOffset.MinValue;
            if (!isWritten || backlog.Last is null)
            {
                Schedule(backlog, DateTimeOffset.MinValue);
                return;
            }

            if (backlog.IsStale)
            {
                Schedule(backlog, now + _pace);
                return;
            }

            Schedule(backlog, now + backlog.Delay);
            backlog.Delay = TimeSpan.FromTicks(Math.Min(2 * backlog.Delay.Ticks, options.Value.MaximumResendDelay.Ticks));
        }
    }

    private void Changed(Backlog backlog, int before)
    {
        tools.Metrics.Unsent(backlog.Count - before);
        backlog.Since = before == 0 ? tools.Time.GetUtcNow() : backlog.Since;
        backlog.IsStale = true;
        backlog.Delay = options.Value.ResendDelay;
        if (!backlog.IsInHand)
        {
            Schedule(backlog, backlog.Last is null ? DateTimeOffset.MinValue : backlog.SentAt + _pace);
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

        Forget(backlog);
        var message = messages.Make(backlog);
        backlog.Last = message;
        backlog.IsStale = false;
        _unconfirmed[message.Header.Id] = backlog;
        return message;
    }

    private void Forget(Backlog backlog)
    {
        if (backlog.Last is { } last)
        {
            _unconfirmed.Remove(last.Header.Id);
        }

        backlog.Last = null;
        backlog.LastChanges.Clear();
    }

    private void Remove(Subject subject)
    {
        if (_backlogs.Remove(subject, out var backlog))
        {
            tools.Metrics.Unsent(-backlog.Count);
            Forget(backlog);
            backlog.Twins.Clear();
            backlog.State = null;
        }
    }

    /// <summary>Queues it for a time, or for an earlier one than it is queued for already.</summary>
    private void Schedule(Backlog backlog, DateTimeOffset due)
    {
        backlog.Due = due;
        if (backlog.QueuedFor is not { } queued || queued > due)
        {
            backlog.QueuedFor = due;
            _queue.Enqueue(backlog, due);
        }

        _link?.Notify();
    }
}
