using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>
/// The requests that wait, by id. A single waiter belongs to whoever takes it out of the table (reply, timer, token, closing), so that
/// exactly one of them completes it, and its object can serve the next request afterwards.
/// </summary>
internal sealed class RequestTable(TimeProvider timeProvider)
{
    private const int Kept = 256;

    private readonly ConcurrentDictionary<MessageId, IPendingRequest> _pending = new();
    private readonly ConcurrentQueue<ReplyWaiter> _idle = new();

    /// <summary>How many requests wait.</summary>
    public int Count => _pending.Count;

    /// <summary>Registers a request for one reply; null when one of the same id waits already.</summary>
    public ReplyWaiter? Add(in MessageId id, Inbox target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!_idle.TryDequeue(out var waiter))
        {
            waiter = new ReplyWaiter(this, timeProvider);
        }

        if (!_pending.TryAdd(id, waiter))
        {
            _idle.Enqueue(waiter);
            return null;
        }

        waiter.Start(id, target, timeout, cancellationToken);
        return waiter;
    }

    /// <summary>Registers a request for several replies; false when one of the same id waits already.</summary>
    public bool TryAdd(in MessageId id, GroupReplyWaiter waiter) => _pending.TryAdd(id, waiter);

    /// <summary>Forgets a request. True for the one caller that took it out.</summary>
    public bool Remove(in MessageId id, IPendingRequest waiter) => _pending.TryRemove(new(id, waiter));

    /// <summary>Hands a reply to the request it answers; false when none waits.</summary>
    public bool TryReply(Message reply)
    {
        var id = reply.Header.ParentId;
        return _pending.TryGetValue(id, out var waiter) && (!waiter.IsSingle || Remove(id, waiter)) && waiter.Accept(reply);
    }

    /// <summary>Ends a single request without a reply, unless somebody else has ended it.</summary>
    public void End(ReplyWaiter waiter, SendStatus status)
    {
        if (Remove(waiter.Id, waiter))
        {
            waiter.Complete(new ReplyResult(status, null));
        }
    }

    /// <summary>Ends every request to an inbox that closed: nobody is left to answer.</summary>
    public void CloseAll(Inbox inbox)
    {
        foreach (var (id, pending) in _pending)
        {
            if (pending is ReplyWaiter waiter && waiter.Target == inbox && Remove(id, waiter))
            {
                waiter.Complete(new ReplyResult(SendStatus.Closed, null, Delivered: true));
            }
        }
    }

    /// <summary>Takes back a waiter whose result has been read.</summary>
    public void Return(ReplyWaiter waiter)
    {
        if (_idle.Count < Kept)
        {
            _idle.Enqueue(waiter);
        }
        else
        {
            waiter.Dispose();
        }
    }
}
