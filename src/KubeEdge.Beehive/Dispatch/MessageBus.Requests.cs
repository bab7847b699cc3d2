using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

internal sealed partial class MessageBus
{
    private readonly TimeProvider _timeProvider;
    private readonly RequestTable _requests = new();
    private readonly RequestDeadlines _deadlines;
    private readonly ReplyWaiterPool _waiters;

    /// <inheritdoc/>
    public ValueTask<ReplyResult> RequestAsync(
        string module, Message request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(request);
        timeout = Allowed(timeout);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ReplyResult>(cancellationToken);
        }

        return _routes.Module(module) is { } inbox
            ? RequestAsync(inbox, request, timeout, cancellationToken)
            : new(new ReplyResult(Refused(SendStatus.UnknownTarget), null));
    }

    /// <inheritdoc/>
    public async ValueTask<GroupReplyResult> RequestGroupAsync(
        string group, Message request, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(request);
        timeout = Allowed(timeout);
        cancellationToken.ThrowIfCancellationRequested();
        if (_routes.Group(group) is not { } members)
        {
            return new(Refused(SendStatus.UnknownTarget), [], 0);
        }

        // All are asked before one is waited for, so that order holds at each of them; and each under an id of its own, since nothing else
        // tells who has not answered when a member ends.
        var asking = Array.ConvertAll(members, member => RequestAsync(
            member, request.WithHeader(request.Header with { Id = MessageId.New() }), timeout, cancellationToken).AsTask());
        var results = await Task.WhenAll(asking).ConfigureAwait(false);
        return new(
            Array.Find(results, static result => result.Status != SendStatus.Sent).Status,
            [.. results.Select(static result => result.Reply).OfType<Message>().Select(reply => ToCaller(reply, request))],
            members.Length);
    }

    /// <inheritdoc/>
    public bool TryReply(Message reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        if (_requests.TryReply(reply))
        {
            return true;
        }

        _metrics.Unmatched();
        return false;
    }

    // As in the original the receiver sees that somebody waits; the caller's own message stays untouched.
    private static Message Synchronous(Message request) =>
        request.Header.Sync ? request : request.WithHeader(request.Header with { Sync = true });

    private static Message ToCaller(Message reply, Message request) =>
        reply.WithHeader(reply.Header with { ParentId = request.Header.Id });

    private TimeSpan Allowed(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        return timeout == TimeSpan.Zero ? _options.RequestTimeout : timeout;
    }

    private ValueTask<ReplyResult> RequestAsync(Inbox inbox, Message request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Registered before the request leaves: however fast the reply comes, somebody waits for it.
        var waiter = _waiters.Rent();
        var deadline = _deadlines.In(timeout);
        waiter.Prepare(request.Header.Id, deadline, inbox);
        if (!_requests.TryAdd(waiter))
        {
            _waiters.Return(waiter);
            return new(new ReplyResult(Refused(SendStatus.Rejected), null));
        }

        _deadlines.Watch(deadline);
        if (cancellationToken.CanBeCanceled)
        {
            waiter.CancelWith(cancellationToken);
        }

        request = Synchronous(request);
        if (inbox.TryWrite(request))
        {
            _metrics.Sent(inbox);
            return waiter.ReplyAsync();
        }

        return SendWaitingAsync(inbox, request, waiter, timeout, cancellationToken);
    }

    private async ValueTask<ReplyResult> SendWaitingAsync(
        Inbox inbox, Message request, ReplyWaiter waiter, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        SendStatus status;
        try
        {
            status = await WaitAsync(inbox, request, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            status = SendStatus.TimedOut;
        }

        if (status == SendStatus.Sent)
        {
            return await waiter.ReplyAsync().ConfigureAwait(false);
        }

        // Not delivered. The waiter ends now, unless its deadline or the token has just ended it.
        _requests.End(waiter, status);
        var result = await waiter.ReplyAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return result with { Delivered = false };
    }
}
