using System.Collections.Concurrent;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>Waiters that wait for work. The one used last lies in front: with one caller at a time no queue is touched.</summary>
internal sealed class ReplyWaiterPool(RequestTable table)
{
    private const int Kept = 256;

    private readonly ConcurrentQueue<ReplyWaiter> _others = new();
    private ReplyWaiter? _front;

    /// <summary>A waiter that nobody else has.</summary>
    public ReplyWaiter Rent() =>
        Interlocked.Exchange(ref _front, null)
        ?? (_others.TryDequeue(out var waiter) ? waiter : new ReplyWaiter(table, this));

    /// <summary>Takes back a waiter whose result has been read; lets it go when there are plenty.</summary>
    public void Return(ReplyWaiter waiter)
    {
        if (Interlocked.CompareExchange(ref _front, waiter, null) is not null && _others.Count < Kept)
        {
            _others.Enqueue(waiter);
        }
    }
}
