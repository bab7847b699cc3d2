using System.Threading.Channels;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>
/// Has everything here that the node's pods name, so that they start again without a link. The original's kubelet asks when a pod
/// starts, and a pod that could not start before the link was lost stays down.
/// </summary>
internal sealed partial class Prefetcher(
    PodNeeds pods,
    Fetcher fetcher,
    PodCopies copies,
    HeldObjects held,
    IEdgeLinkState link,
    MetaManagerMetrics metrics,
    TimeProvider timeProvider,
    IOptions<MetaManagerOptions> options,
    ILogger<Prefetcher> logger)
{
    private const int Parallel = 8;
    private static readonly TimeSpan _pauseAfterFault = TimeSpan.FromSeconds(5);

    private readonly MetaManagerOptions _options = options.Value;
    private readonly Dictionary<string, Pending> _pending = new(StringComparer.Ordinal);
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly HashSet<ResourceKey> _toAdopt = [];
    private readonly HashSet<string> _tokensGone = new(StringComparer.Ordinal);

    private DateTimeOffset? _connectedSince;

    /// <summary>Runs until <paramref name="stopping"/> fires; a fault of the store only pauses it.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (_options.Prefetch && !stopping.IsCancellationRequested)
        {
            try
            {
                await copies.LoadAsync(stopping).ConfigureAwait(false);
                await FollowAsync(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception);
                await Task.Delay(_pauseAfterFault, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] parts = [pods.FollowAsync(_bell.Writer, ended.Token), FollowLinkAsync(ended.Token), WorkAsync(ended.Token)];
        await Task.WhenAny(parts).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(parts).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Array.Exists(parts, static part => part.IsFaulted))
        {
            // Told to stop, as all were.
        }
    }

    private async Task FollowLinkAsync(CancellationToken ended)
    {
        await foreach (var _ in link.WatchAsync(ended).ConfigureAwait(false))
        {
            _bell.Writer.TryWrite(true);
        }
    }

    private async Task WorkAsync(CancellationToken ended)
    {
        // Not before the pods are known: what an earlier run fetched would look as if nobody needed it.
        await pods.Known.WaitAsync(ended).ConfigureAwait(false);
        try
        {
            while (true)
            {
                Collect();
                await TidyAsync(ended).ConfigureAwait(false);
                await WaitAsync(Begin(ended), ended).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var pending in _pending.Values)
            {
                await (pending.Fetching ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                held.Remove(pending.Need.Key);
            }

            _pending.Clear();
        }
    }

    /// <summary>Takes note of what is needed now and of what has been fetched.</summary>
    private void Collect()
    {
        var now = timeProvider.GetUtcNow();
        var needed = pods.Collect();
        foreach (var (id, pending) in _pending)
        {
            if (pending.Fetching is { IsCompleted: true } fetching)
            {
                var result = fetching.IsCompletedSuccessfully ? fetching.Result : new FetchResult(FetchOutcome.Failed);
                metrics.Fetched(result.Outcome);
                pending.Settle(result, now, _options.PrefetchInterval);
            }

            if (!needed.ContainsKey(id) && pending.Fetching is null)
            {
                _pending.Remove(id);
                Release(pending.Need);
            }
        }

        foreach (var (id, need) in needed)
        {
            // Pushes come first: most of what a new pod names is on its way already.
            if (_pending.TryAdd(id, new Pending(need) { Due = now + _options.PrefetchDelay }) && !need.IsToken)
            {
                held.Add(need.Key);
                _toAdopt.Add(need.Key);
            }
        }
    }

    private void Release(PodNeed need)
    {
        if (need.IsToken)
        {
            _tokensGone.Add(need.Id);
            return;
        }

        held.Remove(need.Key);
        _toAdopt.Remove(need.Key);
    }

    /// <summary>
    /// Makes stay what pods name now and takes away what none names any more. What the disk did not take is for the next time.
    /// </summary>
    private async ValueTask TidyAsync(CancellationToken ended)
    {
        foreach (var key in _toAdopt)
        {
            if (await copies.AdoptAsync(key, ended).ConfigureAwait(false))
            {
                _toAdopt.Remove(key);
            }
        }

        foreach (var key in copies.Recorded)
        {
            if (!held.Contains(key))
            {
                await copies.WithdrawAsync(key, ended).ConfigureAwait(false);
            }
        }

        if (_tokensGone.Count > 0 && await copies.ForgetTokensAsync(_tokensGone, ended).ConfigureAwait(false))
        {
            _tokensGone.Clear();
        }
    }

    /// <summary>Starts what is due; returns when the next thing will be, null when nothing waits for time.</summary>
    private DateTimeOffset? Begin(CancellationToken ended)
    {
        var status = link.Current;
        if (!status.IsConnected)
        {
            _connectedSince = null;
            return null;
        }

        var now = timeProvider.GetUtcNow();
        var isNew = _connectedSince != status.Since;
        _connectedSince = status.Since;
        DateTimeOffset? next = null;
        var running = 0;
        foreach (var pending in _pending.Values)
        {
            running += pending.Fetching is null ? 0 : 1;
            if (isNew)
            {
                pending.Restart(now + _options.PrefetchDelay);
            }
        }

        foreach (var pending in _pending.Values)
        {
            if (pending.Fetching is not null)
            {
                continue;
            }

            if (pending.Due <= now && running < Parallel)
            {
                running++;
                var fetching = FetchAsync(pending.Need, ended);
                pending.Begin(fetching);
                _ = RingAfterAsync(fetching);
            }
            else if (pending.Due > now && !(next <= pending.Due))
            {
                next = pending.Due;
            }
        }

        return next;
    }

    private async Task<FetchResult> FetchAsync(PodNeed need, CancellationToken ended)
    {
        try
        {
            return await fetcher.FetchAsync(need, ended).ConfigureAwait(false);
        }
        catch (Exception exception) when (!ended.IsCancellationRequested)
        {
            Log.FetchFailed(logger, exception, need.Path.Type);
            return new FetchResult(FetchOutcome.Failed);
        }
    }

    // Only then does whoever wakes find it completed.
    private async Task RingAfterAsync(Task fetching)
    {
        await fetching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _bell.Writer.TryWrite(true);
    }

    // Never longer than an interval, so that whatever could not be tidied up is looked at again.
    private async Task WaitAsync(DateTimeOffset? until, CancellationToken ended)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var pause = (until - timeProvider.GetUtcNow()) ?? _options.PrefetchInterval;
        pause = pause < TimeSpan.Zero ? TimeSpan.Zero : pause > _options.PrefetchInterval ? _options.PrefetchInterval : pause;
        var sleeping = Task.Delay(pause, timeProvider, woken.Token);
        var ringing = _bell.Reader.WaitToReadAsync(woken.Token).AsTask();
        await Task.WhenAny(sleeping, ringing).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        _bell.Reader.TryRead(out _);
        ended.ThrowIfCancellationRequested();
    }
}
