using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>
/// Those who wait for an answer of the cloud, by the id of their request. A request belongs to the connection that was up when it was
/// made and ends with it: nothing is kept for a later one, by which time its caller knows better what to ask.
/// </summary>
internal sealed class CloudRequests(MessageFactory messages, TimeSpan defaultTimeout, TimeProvider timeProvider, EdgeHubMetrics metrics)
    : ICloudRequests, IUpstreamSource
{
    /// <summary>How many may wait at a time.</summary>
    internal const int Limit = 1024;

    private const string Ok = "OK";
    private readonly ConcurrentDictionary<MessageId, PendingRequest> _pending = new();
    private int _count;

    // Of the connection that is up; null when none is.
    private volatile RequestQueue? _queue;

    public string Name => "edgehub.requests";

    public UpstreamClass Class => UpstreamClass.Status;

    public IUpstreamReader Open(UpstreamLink link)
    {
        var queue = new RequestQueue(link);
        _queue = queue;
        return new RequestReader(this, queue);
    }

    public async ValueTask<CloudReply> RequestAsync(
        Message request, TimeSpan timeout = default, bool acknowledge = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var limit = timeout > TimeSpan.Zero ? timeout : defaultTimeout;
        var reply = await AskAsync(request, limit, acknowledge, cancellationToken).ConfigureAwait(false);
        metrics.Requested(reply.Status);
        return reply;
    }

    /// <summary>Gives an answer to who waits for it; false when nobody does.</summary>
    public bool TryComplete(Message reply)
    {
        if (!_pending.TryRemove(reply.Header.ParentId, out var pending))
        {
            return false;
        }

        if (pending.Acknowledge)
        {
            pending.Queue.TryAdd(messages.Reply(reply, MessageContent.Text(Ok)), null);
        }

        pending.Answer(reply);
        return true;
    }

    /// <summary>A request can never be sent, because of what is in it.</summary>
    public void Reject(Message request)
    {
        if (_pending.TryRemove(request.Header.Id, out var pending))
        {
            var reason = $"{request.Route.Operation} {request.Route.Resource} is too large or no JSON.";
            pending.Refuse(new ArgumentException(reason, nameof(request)));
        }
    }

    /// <summary>The connection of this queue has ended, and with it every wait on it.</summary>
    public void Close(RequestQueue queue)
    {
        Interlocked.CompareExchange(ref _queue, null, queue);
        queue.Close();
        foreach (var (id, pending) in _pending)
        {
            if (ReferenceEquals(pending.Queue, queue) && _pending.TryRemove(id, out _))
            {
                pending.GoOffline();
            }
        }
    }

    private async ValueTask<CloudReply> AskAsync(Message request, TimeSpan limit, bool acknowledge, CancellationToken cancellationToken)
    {
        if (_queue is not { } queue)
        {
            return new CloudReply(CloudReplyStatus.Offline, null);
        }

        if (Interlocked.Increment(ref _count) > Limit)
        {
            Interlocked.Decrement(ref _count);
            return new CloudReply(CloudReplyStatus.Full, null);
        }

        var pending = new PendingRequest(queue, acknowledge);
        try
        {
            if (request.Header.Id.IsEmpty || !_pending.TryAdd(request.Header.Id, pending))
            {
                throw new ArgumentException("A request needs an id of its own.", nameof(request));
            }

            // Registered before it leaves. A connection that ended in between has either seen the entry or refuses the message.
            return queue.TryAdd(request, pending)
                ? await WaitAsync(request.Header.Id, pending, limit, cancellationToken).ConfigureAwait(false)
                : new CloudReply(queue.IsClosed ? CloudReplyStatus.Offline : CloudReplyStatus.Full, null);
        }
        finally
        {
            pending.Leave();
            _pending.TryRemove(new(request.Header.Id, pending));
            Interlocked.Decrement(ref _count);
        }
    }

    // An answer that was taken as the wait ended counts: nobody but its caller would acknowledge it, and a cloud of the original sends
    // nothing else until somebody does.
    private async ValueTask<CloudReply> WaitAsync(MessageId id, PendingRequest pending, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.Reply.WaitAsync(limit, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
            if (!_pending.TryRemove(new(id, pending)))
            {
                return await pending.Reply.ConfigureAwait(false);
            }

            if (end is OperationCanceledException)
            {
                throw;
            }

            return new CloudReply(CloudReplyStatus.TimedOut, null);
        }
    }
}
