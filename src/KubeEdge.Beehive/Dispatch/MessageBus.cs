using System.Runtime.CompilerServices;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Options;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>The bus: a picture of who is there, an inbox for each, and the table of requests that wait for a reply.</summary>
internal sealed partial class MessageBus : IMessageBus
{
    private readonly Lock _registering = new();
    private readonly BeehiveOptions _options;
    private readonly BeehiveMetrics _metrics;
    private volatile RouteTable _routes = RouteTable.Empty;

    public MessageBus(IOptions<BeehiveOptions> options, TimeProvider timeProvider, BeehiveMetrics metrics)
    {
        _options = options.Value;
        _metrics = metrics;
        _timeProvider = timeProvider;
        _deadlines = new RequestDeadlines(_requests, timeProvider);
        _waiters = new ReplyWaiterPool(_requests);
        metrics.Observe(this);
    }

    /// <summary>Every inbox, closed ones too.</summary>
    public IReadOnlyList<Inbox> Inboxes => _routes.Inboxes;

    /// <summary>How many requests wait for a reply.</summary>
    public int PendingRequests => _requests.Count;

    /// <summary>Adds a module. From here on it can be sent to, whether it runs yet or not.</summary>
    public Inbox Register(string module, string group)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        ArgumentNullException.ThrowIfNull(group);
        lock (_registering)
        {
            if (_routes.Module(module) is not null)
            {
                throw new InvalidOperationException($"Two modules are called '{module}'; the name must be unique in the host.");
            }

            var inbox = new Inbox(module, group, _options.InboxCapacity);
            _routes = _routes.With(inbox);
            return inbox;
        }
    }

    /// <summary>
    /// Closes the inbox of a module that ended for good. Who waits for it is told at once. Gives the number of messages that were left.
    /// </summary>
    public int Close(Inbox inbox)
    {
        int left;
        lock (_registering)
        {
            left = inbox.Close();
            _routes = _routes.Refresh();
        }

        _requests.CloseAll(inbox);
        if (left > 0)
        {
            _metrics.Discarded(inbox, left);
        }

        return left;
    }

    /// <inheritdoc/>
    public ValueTask<SendStatus> SendAsync(string module, Message message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<SendStatus>(cancellationToken);
        }

        var inbox = _routes.Module(module);
        if (inbox is null)
        {
            return new(Refused(SendStatus.UnknownTarget));
        }

        if (inbox.TryWrite(message))
        {
            _metrics.Sent(inbox);
            return new(SendStatus.Sent);
        }

        return WaitAsync(inbox, message, cancellationToken);
    }

    /// <inheritdoc/>
    public SendStatus TrySend(string module, Message message)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(message);
        var inbox = _routes.Module(module);
        if (inbox is not null && inbox.TryWrite(message))
        {
            _metrics.Sent(inbox);
            return SendStatus.Sent;
        }

        return Refused(inbox is null ? SendStatus.UnknownTarget : inbox.IsClosed ? SendStatus.Closed : SendStatus.Full);
    }

    /// <inheritdoc/>
    public ValueTask<GroupSendResult> SendToGroupAsync(string group, Message message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(message);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<GroupSendResult>(cancellationToken);
        }

        var members = _routes.Group(group);
        if (members is null)
        {
            return new(new GroupSendResult(Refused(SendStatus.UnknownTarget), 0, 0));
        }

        // Every member is offered the message before any is waited for: a slow member neither delays the others, nor lets a later
        // message of this sender overtake this one at them.
        List<Task<SendStatus>>? waiting = null;
        foreach (var inbox in members)
        {
            if (inbox.TryWrite(message))
            {
                _metrics.Sent(inbox);
            }
            else
            {
                (waiting ??= []).Add(WaitAsync(inbox, message, cancellationToken).AsTask());
            }
        }

        return waiting is null
            ? new(new GroupSendResult(SendStatus.Sent, members.Length, members.Length))
            : WaitForMembersAsync(waiting, members.Length);
    }

    private static async ValueTask<GroupSendResult> WaitForMembersAsync(List<Task<SendStatus>> waiting, int members)
    {
        var status = SendStatus.Sent;
        var delivered = members - waiting.Count;
        OperationCanceledException? canceled = null;
        foreach (var wait in waiting)
        {
            try
            {
                var outcome = await wait.ConfigureAwait(false);
                delivered += outcome == SendStatus.Sent ? 1 : 0;
                status = status == SendStatus.Sent ? outcome : status;
            }
            catch (OperationCanceledException exception)
            {
                canceled = exception;
            }
        }

        return canceled is null ? new(status, delivered, members) : throw canceled;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SendStatus> WaitAsync(Inbox inbox, Message message, CancellationToken cancellationToken)
    {
        _metrics.Waited(inbox);
        var status = await inbox.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        if (status != SendStatus.Sent)
        {
            return Refused(status);
        }

        _metrics.Sent(inbox);
        return status;
    }

    private SendStatus Refused(SendStatus status)
    {
        _metrics.Refused(status);
        return status;
    }
}
