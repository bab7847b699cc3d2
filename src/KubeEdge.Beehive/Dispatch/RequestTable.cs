using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>
/// The requests that wait, by id. A waiter belongs to whoever takes it out of the table (reply, deadline, token, closing), so that
/// exactly one of them completes it, and its object can serve the next request afterwards.
/// </summary>
internal sealed class RequestTable
{
    // A power of two. Each bucket has a lock of its own, held for a few steps along a short chain.
    private const int BucketCount = 256;

    private readonly RequestBucket[] _buckets = new RequestBucket[BucketCount];

    public RequestTable()
    {
        for (var i = 0; i < BucketCount; i++)
        {
            _buckets[i] = new RequestBucket();
        }
    }

    /// <summary>How many requests wait.</summary>
    public int Count => _buckets.Sum(bucket => bucket.Count);

    /// <summary>Registers a request; false when one of the same id waits already.</summary>
    public bool TryAdd(ReplyWaiter request) => BucketOf(request.Id).TryAdd(request);

    /// <summary>Forgets a request. True for the one caller that took it out.</summary>
    public bool Remove(in MessageId id, ReplyWaiter request) => BucketOf(id).Remove(id, request);

    /// <summary>Hands a reply to the request it answers; false when none waits.</summary>
    public bool TryReply(Message reply)
    {
        ref readonly var header = ref reply.Header;
        if (BucketOf(header.ParentId).Take(header.ParentId) is not { } waiter)
        {
            return false;
        }

        waiter.Complete(new ReplyResult(SendStatus.Sent, reply, Delivered: true));
        return true;
    }

    /// <summary>Ends a request without a reply, unless somebody else has ended it.</summary>
    public void End(ReplyWaiter waiter, SendStatus status)
    {
        if (Remove(waiter.Id, waiter))
        {
            waiter.Complete(new ReplyResult(status, null));
        }
    }

    /// <summary>Ends the requests whose time is over; gives the nearest deadline among the others, or <see cref="long.MaxValue"/>.</summary>
    public long GiveUp(long now)
    {
        var next = long.MaxValue;
        foreach (var bucket in _buckets)
        {
            while (bucket.TakeOverdue(now, ref next) is { } waiter)
            {
                waiter.Complete(new ReplyResult(SendStatus.TimedOut, null, Delivered: true));
            }
        }

        return next;
    }

    /// <summary>Ends every request to an inbox that closed: nobody is left to answer.</summary>
    public void CloseAll(Inbox inbox)
    {
        foreach (var bucket in _buckets)
        {
            while (bucket.TakeTo(inbox) is { } waiter)
            {
                waiter.Complete(new ReplyResult(SendStatus.Closed, null, Delivered: true));
            }
        }
    }

    private RequestBucket BucketOf(in MessageId id) => _buckets[id.GetHashCode() & (BucketCount - 1)];
}
