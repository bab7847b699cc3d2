using System.Collections.Concurrent;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>The requests of one link that wait for their reply, by id.</summary>
internal sealed class PendingRequests
{
    // Made by the first request: most links of a cloud never send one.
    private ConcurrentDictionary<MessageId, PendingRequest>? _requests;
    private int _count;

    /// <summary>Registers a request before it is sent.</summary>
    /// <exception cref="ArgumentException">The id is empty, or a request with it is under way.</exception>
    public void Add(PendingRequest request)
    {
        var requests = LazyInitializer.EnsureInitialized(ref _requests);
        if (request.Id.IsEmpty || !requests.TryAdd(request.Id, request))
        {
            throw new ArgumentException(
                request.Id.IsEmpty ? "A request needs an id." : $"A request with the id {request.Id} is under way.", nameof(request));
        }

        Interlocked.Increment(ref _count);
    }

    /// <summary>Forgets a request, answered or not.</summary>
    public void Remove(PendingRequest request)
    {
        if (_requests is { } requests && requests.TryRemove(KeyValuePair.Create(request.Id, request)))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Hands a message to the request that it answers; the caller wakes it. Null when it answers none that still waits.</summary>
    public IWakeable? Accept(Message message) =>
        Volatile.Read(ref _count) != 0
        && !message.Header.ParentId.IsEmpty
        && _requests is { } requests
        && requests.TryGetValue(message.Header.ParentId, out var request)
        && request.TryAccept(message) ? request : null;

    /// <summary>The link has ended: nobody will answer.</summary>
    public void FailAll()
    {
        if (Volatile.Read(ref _requests) is not { } requests)
        {
            return;
        }

        foreach (var request in requests.Values)
        {
            request.End(SendStatus.Closed);
        }
    }
}
