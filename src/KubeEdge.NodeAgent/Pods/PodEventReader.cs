using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>Hands the events of one connection to EdgeHub.</summary>
internal sealed class PodEventReader(PodEvents source, UpstreamLink link) : IUpstreamReader
{
    private readonly Lock _lock = new();
    private Message? _waiting;
    private TaskCompletionSource<bool>? _told;
    private bool _isClosed;

    /// <summary>Sends an event. The caller waits for one before it sends the next.</summary>
    public Task<bool> SendAsync(Message message, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> told;
        lock (_lock)
        {
            if (_isClosed)
            {
                return Task.FromResult(false);
            }

            _waiting = message;
            _told = told = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        link.Notify();
        return told.Task.WaitAsync(cancellationToken);
    }

    public bool TryRead(out UpstreamItem item)
    {
        lock (_lock)
        {
            item = _waiting is null ? default : new UpstreamItem(_waiting);
            var found = _waiting is not null;
            _waiting = null;
            return found;
        }
    }

    /// <summary>An event that can never be written is given up: it must not keep the pod waiting for ever.</summary>
    public void Settle(in UpstreamItem item, UpstreamOutcome outcome) => Finish(outcome != UpstreamOutcome.NotWritten);

    public ValueTask DisposeAsync()
    {
        source.Close(this);
        lock (_lock)
        {
            _isClosed = true;
        }

        Finish(false);
        return ValueTask.CompletedTask;
    }

    private void Finish(bool told)
    {
        TaskCompletionSource<bool>? waiter;
        lock (_lock)
        {
            waiter = _told;
        }

        waiter?.TrySetResult(told);
    }
}
