using System.Runtime.CompilerServices;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Receiving;
using KubeEdge.Viaduct.Sending;

namespace KubeEdge.Viaduct.Links;

internal sealed partial class StreamLink
{
    /// <inheritdoc/>
    public ValueTask<SendStatus> SendAsync(Message message, LinkLane lane = LinkLane.Normal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SendStatus>(cancellationToken);
        }

        // A message that waited for a reply on the inner bus must not ask the peer for one: the original clears the flag too.
        message = WithSync(message, isSync: false);
        var waiter = SendWaiterPool.Shared.Rent();
        var sent = waiter.Start();
        Add(message, lane, waiter, writeHere: false);
        if (cancellationToken.CanBeCanceled)
        {
            waiter.CancelWith(cancellationToken);
        }

        return sent;
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReplyResult> RequestAsync(Message request, TimeSpan timeout = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        using var pending = new PendingRequest(request.Header.Id);
        _pending.Add(pending);
        try
        {
            pending.Limit(timeout == default ? _options.RequestTimeout : timeout, _time, cancellationToken);
            Add(WithSync(request, isSync: true), LinkLane.Normal, pending, writeHere: true);
            return await pending.ReplyAsync().ConfigureAwait(false);
        }
        finally
        {
            _pending.Remove(pending);
        }
    }

    private static Message WithSync(Message message, bool isSync) =>
        message.Header.Sync == isSync ? message : message.WithHeader(message.Header with { Sync = isSync });

    private void Add(Message message, LinkLane lane, OutboundWaiter waiter, bool writeHere)
    {
        if (!MessageEncoder.TryEncode(message, _options.Limits.MaxMessageBytes, out var json, out var error))
        {
            Log.Rejected(_logger, message, Peer, error);
            waiter.Complete(SendStatus.Rejected);
        }
        else if (!_outbound.TryAdd(message, json, lane, waiter, out var mustWake))
        {
            waiter.Complete(SendStatus.Closed);
        }
        else if (mustWake)
        {
            Wake(writeHere);
        }
    }

    private void Wake(bool writeHere)
    {
        if (writeHere)
        {
            _pump.StartHere();
        }
        else
        {
            _pump.Start();
        }
    }
}
