using System.Collections.Concurrent;

namespace KubeEdge.Viaduct.Sending;

/// <summary>Waiters to use again. Shared by all links: what is idle on one serves another.</summary>
internal sealed class SendWaiterPool
{
    private const int Most = 4096;

    private readonly ConcurrentQueue<SendWaiter> _idle = new();
    private int _count;

    /// <summary>The pool of the process.</summary>
    public static SendWaiterPool Shared { get; } = new();

    /// <summary>A waiter that nobody uses.</summary>
    public SendWaiter Rent()
    {
        if (_idle.TryDequeue(out var waiter))
        {
            Interlocked.Decrement(ref _count);
            return waiter;
        }

        return new(this);
    }

    /// <summary>Takes one back.</summary>
    public void Return(SendWaiter waiter)
    {
        if (Interlocked.Increment(ref _count) <= Most)
        {
            _idle.Enqueue(waiter);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
