using System.Runtime.CompilerServices;
using KubeEdge.EventBus.Topics;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.EventBus.Sessions;

/// <summary>
/// Keeps what the internal broker must not forget in the node's store: retained messages, sessions, and what their clients have not
/// acknowledged. A publisher is answered after the commit, so what it was told to be delivered is there after a <c>kill -9</c> too.
/// </summary>
internal sealed class BrokerRecords(IMetaStore store) : IMqttSessionStore
{
    private const string Collection = "eventbus.broker";

    private readonly IRecordSet<byte[]> _records = store.Records(Collection, EventBusJson.Default.ByteArray);

    public async IAsyncEnumerable<MqttStoreRecord> LoadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (key, value) in _records.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new MqttStoreRecord(key, value);
        }
    }

    public async ValueTask CommitAsync(IReadOnlyList<MqttStoreChange> changes, CancellationToken cancellationToken)
    {
        var batch = new StoreBatch();
        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Value is { } value)
            {
                _records.Put(batch, changes[i].Key, value.ToArray());
            }
            else
            {
                _records.Delete(batch, changes[i].Key);
            }
        }

        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        if (result.Status != CommitStatus.Committed)
        {
            throw new IOException($"The store did not take {changes.Count} changes of the broker's sessions: {result.Status}.");
        }
    }
}
