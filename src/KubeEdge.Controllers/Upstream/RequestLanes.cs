using System.Threading.Channels;

namespace KubeEdge.Controllers.Upstream;

/// <summary>
/// The requests of one node under way: about different objects side by side, about the same one in the order in which they came.
/// So a renewal of the lease does not wait behind a slow pod, and a node that asks too much waits for itself.
/// </summary>
internal sealed class RequestLanes
{
    private const int SideBySide = 32;
    private readonly Channel<bool> _running = Channel.CreateBounded<bool>(SideBySide);
    private readonly Dictionary<string, (Task Last, int Count)> _lanes = new(StringComparer.Ordinal);

    /// <summary>Lanes in use; for tests.</summary>
    internal int Count
    {
        get
        {
            lock (_lanes)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Starts some work once there is room and what came before it on the same lane is done. Completes when it is accepted.</summary>
    public async ValueTask StartAsync(string lane, Func<Task> work, CancellationToken cancellationToken)
    {
        await _running.Writer.WriteAsync(true, cancellationToken).ConfigureAwait(false);
        lock (_lanes)
        {
            var (before, count) = _lanes.GetValueOrDefault(lane, (Task.CompletedTask, 0));
            _lanes[lane] = (RunAsync(lane, before, work), count + 1);
        }
    }

    /// <summary>Completes when everything that was accepted so far is done.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        Task all;
        lock (_lanes)
        {
            all = Task.WhenAll(_lanes.Values.Select(static lane => lane.Last));
        }

        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(string lane, Task before, Func<Task> work)
    {
        // Off the caller's thread, which holds the lock.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            Leave(lane);
            _running.Reader.TryRead(out _);
        }
    }

    private void Leave(string lane)
    {
        lock (_lanes)
        {
            var (last, count) = _lanes[lane];
            if (count == 1)
            {
                _lanes.Remove(lane);
            }
            else
            {
                _lanes[lane] = (last, count - 1);
            }
        }
    }
}
