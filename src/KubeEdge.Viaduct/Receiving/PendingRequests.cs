using System.Collections.Concurrent;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>The requests of one link that wait for their reply, by id.</summary>
internal sealed class PendingRequests
{
    private readonly ConcurrentDictionary<MessageId, PendingRequest> _requests = new();
    private int _count;

    /// <summary>Registers a request before it is sent.</summary>
    /// <exception cref="ArgumentException">The id is empty, or a request with it is under way.</exception>
    public void Add(PendingRequest request)
    {
        if (request.Id.IsEmpty || !_requests.TryAdd(request.Id, request))
        {
            throw new ArgumentException(
                request.Id.IsEmpty ? "A request needs an id." : $"A request with the id {request.Id} is under way.", nameof(request));
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>Forgets a request, answered or not.</summary>
    public void Remove(PendingRequest request)
    {
        if (_requests.TryRemove(KeyValuePair.Create(request.Id, request)))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Hands a message to the request that it answers; the caller wakes it. Null when it answers none that still waits.</summary>
    public IWakeable? Accept(Message message) =>
        Volatile.Read(ref _count) != 0
        && !message.Header.ParentId.IsEmpty
        && _requests.TryGetValue(message.Header.ParentId, out var request)
        && request.TryAccept(message) ? request : null;

    /// <summary>The link has ended: nobody will answer.</summary>
    public void FailAll()
    {
        foreach (var request in _requests.Values)
        {
            request.End(SendStatus.Closed);
        }
    }
}
