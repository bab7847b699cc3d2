using System.Collections.Immutable;
using KubeEdge.EventBus.Commands;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Importing;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Topics;

/// <summary>
/// The topics that the cloud subscribes to for its rules: kept in the store, because the cloud says so once and not at each connection. The
/// original's table <c>sub_topics</c>. One that was withdrawn is kept too, until an external broker, which remembers the subscription while
/// this node is away, has ended it.
/// </summary>
internal sealed class CloudTopics(IMetaStore store, IOptions<EventBusOptions> options, TimeProvider timeProvider) : IDisposable
{
    private const string Collection = "eventbus.topics";

    private static readonly ImmutableSortedSet<string> _none = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly IRecordSet<TopicRecord> _records = store.Records(Collection, EventBusJson.Default.TopicRecord);
    private readonly SemaphoreSlim _changing = new(1);
    private ImmutableSortedSet<string> _current = _none;
    private ImmutableSortedSet<string> _withdrawn = _none;

    /// <summary>The topics that count now.</summary>
    public ImmutableSortedSet<string> Current => Volatile.Read(ref _current);

    /// <summary>Those that do not any more, and to which an external broker may hold a subscription.</summary>
    public ImmutableSortedSet<string> Withdrawn => Volatile.Read(ref _withdrawn);

    /// <summary>Tells of each change of <see cref="Current"/>.</summary>
    public Signal Changed { get; } = new();

    /// <summary>Brings them back from the store.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var found = Current.ToBuilder();
        var withdrawn = _none.ToBuilder();
        await foreach (var (topic, record) in _records.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TopicRules.IsFilter(topic))
            {
                (record.IsWithdrawn ? withdrawn : found).Add(topic);
            }
        }

        await TakeOverAsync(found, cancellationToken).ConfigureAwait(false);
        Show(found.ToImmutable(), withdrawn.ToImmutable().Except(found));
    }

    /// <summary>Adds one; done when it is durable.</summary>
    public async ValueTask<TopicChange> AddAsync(string topic, CancellationToken cancellationToken)
    {
        if (!TopicRules.IsFilter(topic))
        {
            return TopicChange.Invalid;
        }

        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Current.Contains(topic))
            {
                return TopicChange.Done;
            }

            if (Current.Count >= options.Value.MaximumSubscriptions)
            {
                return TopicChange.TooMany;
            }

            var result = await _records.PutAsync(topic, Record(), Durability.Full, cancellationToken).ConfigureAwait(false);
            return Settle(result, Current.Add(topic), Withdrawn.Remove(topic));
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Removes one; done when that is durable.</summary>
    public async ValueTask<TopicChange> RemoveAsync(string topic, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!Current.Contains(topic))
            {
                return TopicChange.Done;
            }

            // There is a limit to what is remembered for a broker that never comes back; what it sends then is dropped all the same.
            var isKept = options.Value.Mode != EventBusMode.Internal && Withdrawn.Count < options.Value.MaximumSubscriptions;
            var result = isKept
                ? await _records.PutAsync(topic, Record() with { IsWithdrawn = true }, Durability.Full, cancellationToken).ConfigureAwait(false)
                : await _records.DeleteAsync(topic, Durability.Full, cancellationToken).ConfigureAwait(false);
            return Settle(result, Current.Remove(topic), isKept ? Withdrawn.Add(topic) : Withdrawn);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The external broker has ended its subscriptions to these. What the cloud wants again meanwhile stays.</summary>
    public async ValueTask ForgetAsync(ImmutableSortedSet<string> topics, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var batch = new StoreBatch();
            foreach (var topic in topics.Intersect(Withdrawn))
            {
                _records.Delete(batch, topic);
            }

            if (batch.Count > 0
                && (await store.CommitAsync(batch, Durability.Normal, cancellationToken).ConfigureAwait(false)).Status == CommitStatus.Committed)
            {
                Volatile.Write(ref _withdrawn, Withdrawn.Except(topics));
            }
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    // What an import brought becomes this module's, in one commit; if that fails, the next start does it.
    private async Task TakeOverAsync(ImmutableSortedSet<string>.Builder found, CancellationToken cancellationToken)
    {
        var imported = store.Records(EdgeCoreDatabase.SubscribedTopics, EventBusJson.Default.TopicRecord);
        var batch = new StoreBatch();
        await foreach (var (topic, _) in imported.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            imported.Delete(batch, topic);
            if (TopicRules.IsFilter(topic) && found.Count < options.Value.MaximumSubscriptions && found.Add(topic))
            {
                _records.Put(batch, topic, Record());
            }
        }

        if (batch.Count > 0)
        {
            await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        }
    }

    private TopicRecord Record() => new(timeProvider.GetUtcNow().ToUnixTimeMilliseconds());

    private TopicChange Settle(in CommitResult result, ImmutableSortedSet<string> current, ImmutableSortedSet<string> withdrawn)
    {
        if (result.Status != CommitStatus.Committed)
        {
            return TopicChange.NotStored;
        }

        Show(current, withdrawn);
        return TopicChange.Done;
    }

    private void Show(ImmutableSortedSet<string> current, ImmutableSortedSet<string> withdrawn)
    {
        Volatile.Write(ref _withdrawn, withdrawn);
        Volatile.Write(ref _current, current);
        Changed.Set();
    }
}
