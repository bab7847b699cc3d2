using System.Text.Json.Serialization.Metadata;

namespace KubeEdge.MetaStore;

/// <summary>
/// Durable objects, records, queues and cursors in one file. Whatever waits to be written goes to disk in one transaction; batches commit
/// in
/// the order in which they were submitted, each as a whole or not at all.
/// </summary>
public interface IMetaStore : IMetaReader, IAsyncDisposable, IDisposable
{
    /// <summary>Whether the store can write, and what damage it has found and set aside.</summary>
    StoreHealth Health { get; }

    /// <summary>Commits a batch.</summary>
    /// <param name="batch">What to change. Belongs to the store from here on and cannot be used again.</param>
    /// <param name="durability">What the commit survives once this completes.</param>
    /// <param name="cancellationToken">Withdraws the batch while it still waits; a batch being written is written.</param>
    /// <exception cref="OperationCanceledException">The batch was withdrawn: nothing of it is stored.</exception>
    ValueTask<CommitResult> CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves a named durable cursor forward with <see cref="Durability.Normal"/>. A cursor never goes back and never passes the store's
    /// revision; while it stands, the events after it are kept, up to <see cref="RetentionLimits.MaxEvents"/> and <see
    /// cref="RetentionLimits.MaxBytes"/>.
    /// </summary>
    /// <param name="name">The reader's name.</param>
    /// <param name="revision">The revision up to which the reader is done.</param>
    /// <param name="cancellationToken">Withdraws the request while it still waits.</param>
    ValueTask<CommitResult> AdvanceCursorAsync(string name, long revision, CancellationToken cancellationToken = default);

    /// <summary>A named set of JSON documents that belong to a module and are no Kubernetes objects.</summary>
    /// <typeparam name="T">Type of the documents.</typeparam>
    /// <param name="name">Name of the set, unique in the store.</param>
    /// <param name="type">Source-generated JSON metadata.</param>
    IRecordSet<T> Records<T>(string name, JsonTypeInfo<T> type);

    /// <summary>A named durable first-in first-out queue.</summary>
    /// <param name="name">Name of the queue, unique in the store.</param>
    /// <param name="limits">Its limits; those of the latest call for this name apply.</param>
    IDurableQueue Queue(string name, QueueLimits limits);
}
