using System.Threading.Channels;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent.Diagnostics;
using KubeEdge.NodeAgent.Sessions;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>
/// The pods that wait for a call to the cloud: the newest version of each, the longest waiting first, failed ones after a pause.
/// </summary>
internal sealed class PendingPods(
    PodBacklog backlog, RetrySchedule retries, NodeAgentMetrics metrics, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<ResourceKey, PendingPod> _pods = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private int _reported;

    public void Set(StoredObject pod)
    {
        var now = timeProvider.GetUtcNow();
        lock (_lock)
        {
            var since = _pods.TryGetValue(pod.Key, out var old) ? old.Since : now;
            _pods[pod.Key] = new PendingPod(pod, since, now);
            Report();
        }

        _changed.Writer.TryWrite(true);
    }

    public void Remove(in ResourceKey key)
    {
        lock (_lock)
        {
            _pods.Remove(key);
            Report();
        }
    }

    /// <summary>The next pod whose turn it is. It stays until <see cref="Settle"/>.</summary>
    public async ValueTask<PendingPod> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Earliest();
            var pause = next is null ? Timeout.InfiniteTimeSpan : next.Due - timeProvider.GetUtcNow();
            if (next is not null && pause <= TimeSpan.Zero)
            {
                return next;
            }

            if (next is not null && pause < _tick)
            {
                // Timers would take less for nothing.
                pause = _tick;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var changed = _changed.Reader.ReadAsync(waiting.Token).AsTask();
            await Task.WhenAny(changed, Task.Delay(pause, timeProvider, waiting.Token)).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Takes a pod out, or lets it wait for another attempt. One that has changed meanwhile stays as it is.</summary>
    public void Settle(PendingPod pod, bool isDone)
    {
        lock (_lock)
        {
            if (!_pods.TryGetValue(pod.Pod.Key, out var current) || !ReferenceEquals(current, pod))
            {
                return;
            }

            if (isDone)
            {
                _pods.Remove(pod.Pod.Key);
            }
            else
            {
                _pods[pod.Pod.Key] = pod with
                {
                    Due = timeProvider.GetUtcNow() + retries.PauseAfter(pod.Failures),
                    Failures = pod.Failures + 1,
                };
            }

            Report();
        }
    }

    /// <summary>Nothing waits any more for this connection.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _pods.Clear();
            Report();
        }
    }

    private PendingPod? Earliest()
    {
        lock (_lock)
        {
            return _pods.Values.MinBy(static pod => pod.Due);
        }
    }

    private void Report()
    {
        metrics.PodsWaiting(_pods.Count - _reported);
        _reported = _pods.Count;
        backlog.Set(_pods.Count, _pods.Count == 0 ? default : _pods.Values.Min(static pod => pod.Since));
    }
}
