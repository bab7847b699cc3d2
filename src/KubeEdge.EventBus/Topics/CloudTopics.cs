using System.Collections.Immutable;
using KubeEdge.EventBus.Commands;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Importing;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Topics;

/// <summary>
/// The topics that the cloud subscribes to for its rules: kept in the store, because the cloud says so once and not at each connection. The
/// original's table <c>sub_topics</c>.
/// </summary>
internal sealed class CloudTopics(IMetaStore store, IOptions<EventBusOptions> options, TimeProvider timeProvider)
{
    private const string Collection = "eventbus.topics";

    private readonly IRecordSet<TopicRecord> _records = store.Records(Collection, EventBusJson.Default.TopicRecord);
    private ImmutableSortedSet<string> _current = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The topics that count now.</summary>
    public ImmutableSortedSet<string> Current => Volatile.Read(ref _current);

    /// <summary>Tells of each change.</summary>
    public Signal Changed { get; } = new();

    /// <summary>Brings them back from the store.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var found = Current.ToBuilder();
        await foreach (var (topic, _) in _records.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(topic);
        }

        await TakeOverAsync(found, cancellationToken).ConfigureAwait(false);
        Show(found.ToImmutable());
    }

    /// <summary>Adds one; done when it is durable. One caller at a time.</summary>
    public async ValueTask<TopicChange> AddAsync(string topic, CancellationToken cancellationToken)
    {
        if (!TopicRules.IsFilter(topic))
        {
            return TopicChange.Invalid;
        }

        if (Current.Contains(topic))
        {
            return TopicChange.Done;
        }

        if (Current.Count >= options.Value.MaximumSubscriptions)
        {
            return TopicChange.TooMany;
        }

        var record = new TopicRecord(timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        var result = await _records.PutAsync(topic, record, Durability.Full, cancellationToken).ConfigureAwait(false);
        return Settle(result, Current.Add(topic));
    }

    /// <summary>Removes one; done when that is durable. One caller at a time.</summary>
    public async ValueTask<TopicChange> RemoveAsync(string topic, CancellationToken cancellationToken)
    {
        if (!Current.Contains(topic))
        {
            return TopicChange.Done;
        }

        var result = await _records.DeleteAsync(topic, Durability.Full, cancellationToken).ConfigureAwait(false);
        return Settle(result, Current.Remove(topic));
    }

    // What an import brought becomes this module's, in one commit; if that fails, the next start does it.
    private async Task TakeOverAsync(ImmutableSortedSet<string>.Builder found, CancellationToken cancellationToken)
    {
        var imported = store.Records(EdgeCoreDatabase.SubscribedTopics, EventBusJson.Default.TopicRecord);
        var record = new TopicRecord(timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        var batch = new StoreBatch();
        await foreach (var (topic, _) in imported.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            imported.Delete(batch, topic);
            if (TopicRules.IsFilter(topic) && found.Count < options.Value.MaximumSubscriptions && found.Add(topic))
            {
                _records.Put(batch, topic, record);
            }
        }

        if (batch.Count > 0)
        {
            await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        }
    }

    private TopicChange Settle(in CommitResult result, ImmutableSortedSet<string> changed)
    {
        if (result.Status != CommitStatus.Committed)
        {
            return TopicChange.NotStored;
        }

        Show(changed);
        return TopicChange.Done;
    }

    private void Show(ImmutableSortedSet<string> topics)
    {
        Volatile.Write(ref _current, topics);
        Changed.Set();
    }
}
