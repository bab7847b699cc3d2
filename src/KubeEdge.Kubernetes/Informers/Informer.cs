using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Kubernetes.Informers;

/// <summary>
/// Follows all objects of one resource: knows their present state and reports each change of it, in order, as long as it runs.
/// </summary>
/// <remarks>
/// It lists once and then watches, resuming from the last version that it saw, so an interruption costs no change and no new list. When the
/// server no longer keeps that version it lists again and reports the difference, deletions included. Failures are logged and retried with
/// waits of up to 0.5 s, doubling to 10 s, at random; <see cref="LastError"/> shows the last. An object costs its bytes and about 300
/// bytes.
/// </remarks>
public sealed partial class Informer
{
    private static readonly TimeSpan _stable = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);

    private readonly KubeClient _client;
    private readonly ResourceType _type;
    private readonly string? _namespace;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly InformerOptions _options;
    private readonly InformerCache _cache = new();
    private int _running;
    private volatile bool _synced;
    private volatile KubeStatus? _lastError;

    /// <summary>Makes an informer. Nothing is sent before <see cref="RunAsync"/>.</summary>
    /// <param name="client">The server to ask.</param>
    /// <param name="type">The resource.</param>
    /// <param name="ns">Only this namespace; null for all.</param>
    /// <param name="time">Clock for waits; null for the system's.</param>
    /// <param name="logger">Null for none.</param>
    /// <param name="options">Selectors and bounds; null for defaults.</param>
    public Informer(
        KubeClient client,
        ResourceType type,
        string? ns,
        TimeProvider? time = null,
        ILogger? logger = null,
        InformerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(type);
        _client = client;
        _type = type;
        _namespace = ns;
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger.Instance;
        _options = options ?? new InformerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.PageSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_options.WatchTimeout, TimeSpan.Zero, nameof(options));
    }

    /// <summary>The resource that is followed.</summary>
    public ResourceType Type => _type;

    /// <summary>Number of objects known now.</summary>
    public int Count => _cache.Count;

    /// <summary>Whether the first list is complete, so that what is not known does not exist.</summary>
    public bool IsSynced => _synced;

    /// <summary>Why the last call failed; null when it did not, or when something has come since.</summary>
    public KubeStatus? LastError => _lastError;

    /// <summary>Finds an object by its key. Safe from any thread; keys of other resources are never found.</summary>
    public bool TryGet(in ResourceKey key, [NotNullWhen(true)] out KubeObject? value)
    {
        value = null;
        return key.Resource == _type.Plural && key.Group == _type.Group && _cache.TryGet(new ObjectName(key.Namespace, key.Name), out value);
    }

    /// <summary>All objects known now, in no order. Safe from any thread.</summary>
    public IReadOnlyList<KubeObject> Snapshot() => _cache.Snapshot();

    /// <summary>
    /// Runs until it is cancelled, and reports every change. What is known already includes a change when it is reported.
    /// Reading slowly holds the server back; nothing is dropped. Run again, it starts from nothing and reports all objects anew.
    /// </summary>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public async IAsyncEnumerable<InformerEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException($"The informer of {_type} runs already.");
        }

        try
        {
            _cache.Clear();
            _synced = false;
            var backoff = new Backoff(_options.Random);
            var pool = new Utf8StringPool();
            var changes = new List<InformerEvent>();
            while (true)
            {
                var listing = new InformerListing(_client, _type, _namespace, _options, _cache, pool);
                KubeStatus? error = null;
                while (!listing.IsComplete && error is null)
                {
                    error = await listing.NextPageAsync(changes, cancellationToken).ConfigureAwait(false);
                    _client.Metrics.Reported(_type.QualifiedName, changes.Count);
                    foreach (var change in changes)
                    {
                        yield return change;
                    }

                    changes.Clear();
                }

                _lastError = error;
                if (error is not null)
                {
                    await PauseAsync(error, backoff, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                _synced = true;
                _client.Metrics.Listed(_type.QualifiedName);
                Log.Listed(_logger, _type, Count, listing.Version);
                yield return new InformerEvent(InformerEventKind.Synced, null, null);

                await foreach (var change in WatchAsync(listing.Version, backoff, pool, cancellationToken).ConfigureAwait(false))
                {
                    yield return change;
                }
            }
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Watches again and again from where the last watch ended. Ends when only a new list helps.</summary>
    private async IAsyncEnumerable<InformerEvent> WatchAsync(
        string version, Backoff backoff, Utf8StringPool pool, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = new List<InformerEvent>();
        while (true)
        {
            var started = _time.GetTimestamp();
            KubeStatus? error = null;
            var options = new KubeWatchOptions
            {
                ResourceVersion = version,
                Timeout = _options.WatchTimeout * (1 + (_options.Random.NextDouble() / 2)),
                Labels = _options.Labels,
                Fields = _options.Fields,
            };
            await foreach (var next in _client.WatchAsync(_type, _namespace, options, pool, cancellationToken).ConfigureAwait(false))
            {
                if (next.Object is not { } value)
                {
                    error = next.Error;
                    break;
                }

                version = value.ResourceVersion;
                _lastError = null;
                Apply(next.Kind, value, changes);
                _client.Metrics.Reported(_type.QualifiedName, changes.Count);
                foreach (var change in changes)
                {
                    yield return change;
                }

                changes.Clear();
            }

            _lastError = error;
            var lasted = _time.GetElapsedTime(started);
            if (lasted >= _stable)
            {
                backoff.Reset();
            }

            if (error is not null && NeedsList(error))
            {
                Log.ListsAgain(_logger, _type, version, error);
                if (lasted < _stable)
                {
                    // A server that refuses each watch at once must not be asked for list after list.
                    await PauseAsync(error, backoff, cancellationToken).ConfigureAwait(false);
                }

                yield break;
            }

            if (error is not null || lasted < _shortest)
            {
                await PauseAsync(error, backoff, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Apply(WatchEventKind kind, KubeObject value, List<InformerEvent> changes)
    {
        switch (kind)
        {
            case WatchEventKind.Added or WatchEventKind.Modified:
                _cache.Put(value, changes);
                break;
            case WatchEventKind.Deleted:
                _cache.Remove(value, changes);
                break;
        }
    }

    /// <summary>Whether watching on from the same version cannot work: it is too old, or the server does not understand us.</summary>
    private static bool NeedsList(KubeStatus error) =>
        error.IsExpired || !(error.IsUnreachable || error.Code is 429 or >= 500);

    private Task PauseAsync(KubeStatus? error, Backoff backoff, CancellationToken cancellationToken)
    {
        var wait = backoff.Next(error?.RetryAfter);
        if (error is not null)
        {
            Log.Failed(_logger, _type, error, wait);
        }

        return Task.Delay(wait, _time, cancellationToken);
    }
}
