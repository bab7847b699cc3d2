using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>A part of the request table: a chain of requests under one lock.</summary>
internal sealed class RequestBucket
{
    private readonly Lock _lock = new();
    private PendingRequest? _first;
    private int _count;

    /// <summary>How many requests are in it; exact when nothing moves.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a request; false when one of the same id is there.</summary>
    public bool TryAdd(PendingRequest request)
    {
        lock (_lock)
        {
            if (Find(request.Id, out _) is not null)
            {
                return false;
            }

            request.Next = _first;
            _first = request;
            _count++;
            return true;
        }
    }

    /// <summary>Takes exactly this request out; false when it is not there under this id.</summary>
    public bool Remove(in MessageId id, PendingRequest request)
    {
        lock (_lock)
        {
            if (Find(id, out var before) != request)
            {
                return false;
            }

            Unlink(before, request);
            return true;
        }
    }

    /// <summary>The request of this id, taken out if it waits for one reply only; null when there is none.</summary>
    public PendingRequest? Take(in MessageId id)
    {
        lock (_lock)
        {
            var request = Find(id, out var before);
            if (request is { IsSingle: true })
            {
                Unlink(before, request);
            }

            return request;
        }
    }

    /// <summary>Takes out a request whose receiver is this inbox; null when there is none.</summary>
    public ReplyWaiter? TakeTo(Inbox inbox)
    {
        lock (_lock)
        {
            PendingRequest? before = null;
            for (var request = _first; request is not null; before = request, request = request.Next)
            {
                if (request is ReplyWaiter waiter && waiter.Target == inbox)
                {
                    Unlink(before, waiter);
                    return waiter;
                }
            }

            return null;
        }
    }

    /// <summary>Takes out a request whose deadline has come; null when there is none, and then <paramref name="next"/> is at most the nearest.</summary>
    public ReplyWaiter? TakeOverdue(long now, ref long next)
    {
        lock (_lock)
        {
            PendingRequest? before = null;
            for (var request = _first; request is not null; before = request, request = request.Next)
            {
                if (request.Deadline <= now && request is ReplyWaiter waiter)
                {
                    Unlink(before, waiter);
                    return waiter;
                }

                next = Math.Min(next, request.Deadline);
            }

            return null;
        }
    }

    private PendingRequest? Find(in MessageId id, out PendingRequest? before)
    {
        before = null;
        var request = _first;
        while (request is not null && request.Id != id)
        {
            before = request;
            request = request.Next;
        }

        return request;
    }

    private void Unlink(PendingRequest? before, PendingRequest request)
    {
        if (before is null)
        {
            _first = request.Next;
        }
        else
        {
            before.Next = request.Next;
        }

        request.Next = null;
        _count--;
    }
}
