using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>A part of the request table: a chain of requests under one lock.</summary>
internal sealed class RequestBucket
{
    private readonly Lock _lock = new();
    private ReplyWaiter? _first;
    private int _count;

    /// <summary>How many requests are in it; exact when nothing moves.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a request; false when one of the same id is there.</summary>
    public bool TryAdd(ReplyWaiter request)
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
    public bool Remove(in MessageId id, ReplyWaiter request)
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

    /// <summary>Takes out the request of this id; null when there is none.</summary>
    public ReplyWaiter? Take(in MessageId id)
    {
        lock (_lock)
        {
            var request = Find(id, out var before);
            if (request is not null)
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
            ReplyWaiter? before = null;
            for (var request = _first; request is not null; before = request, request = request.Next)
            {
                if (request.Target == inbox)
                {
                    Unlink(before, request);
                    return request;
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
            ReplyWaiter? before = null;
            for (var request = _first; request is not null; before = request, request = request.Next)
            {
                if (request.Deadline <= now)
                {
                    Unlink(before, request);
                    return request;
                }

                next = Math.Min(next, request.Deadline);
            }

            return null;
        }
    }

    private ReplyWaiter? Find(in MessageId id, out ReplyWaiter? before)
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

    private void Unlink(ReplyWaiter? before, ReplyWaiter request)
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
