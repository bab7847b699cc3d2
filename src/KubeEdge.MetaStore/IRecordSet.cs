namespace KubeEdge.MetaStore;

/// <summary>A named set of JSON documents. To change several together, or with objects, use <see cref="StoreBatch"/>.</summary>
/// <typeparam name="T">Type of the documents.</typeparam>
public interface IRecordSet<T>
{
    /// <summary>Name of the set.</summary>
    string Name { get; }

    /// <summary>Reads one document.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>
    /// The document; the default of <typeparamref name="T"/> when there is none or it is damaged (see <see cref="IMetaStore.Health"/>).
    /// </returns>
    ValueTask<T?> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Reads all documents, ordered by key (ordinal, UTF-8).</summary>
    /// <param name="cancellationToken">Stops the read.</param>
    IAsyncEnumerable<KeyValuePair<string, T>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Stores one document.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The document.</param>
    /// <param name="durability">What the commit survives.</param>
    /// <param name="cancellationToken">Withdraws the request while it still waits.</param>
    ValueTask<CommitResult> PutAsync(
        string key, T value, Durability durability = Durability.Full, CancellationToken cancellationToken = default);

    /// <summary>Removes one document; skipped when there is none.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="durability">What the commit survives.</param>
    /// <param name="cancellationToken">Withdraws the request while it still waits.</param>
    ValueTask<CommitResult> DeleteAsync(string key, Durability durability = Durability.Full, CancellationToken cancellationToken = default);

    /// <summary>Adds a put of this set to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="key">Key of the document.</param>
    /// <param name="value">The document; serialised at once.</param>
    void Put(StoreBatch batch, string key, T value);

    /// <summary>Adds a delete of this set to a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="key">Key of the document.</param>
    void Delete(StoreBatch batch, string key);
}
