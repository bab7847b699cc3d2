using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Importing;

/// <summary>Takes over the objects of a stopped EdgeCore of the original, 1.12 to today.</summary>
public static class EdgeCoreDatabase
{
    /// <summary>How long objects that only local readers of the API had asked for are kept: seven days.</summary>
    public static readonly TimeSpan CachedLifetime = TimeSpan.FromDays(7);

    /// <summary>
    /// The record set with the topics that the cloud had subscribed to for its rules, each the key of an empty document. Whoever serves MQTT
    /// takes them from there, since the original's cloud says so once and not at each connection.
    /// </summary>
    public const string SubscribedTopics = "edgecore.topics";

    /// <summary>
    /// Copies the objects of an <c>edgecore.db</c> into a store: what the cloud had sent as <see cref="ObjectOrigin.Desired"/>, what local
    /// readers had been given as <see cref="ObjectOrigin.Cached"/> for <see cref="CachedLifetime"/>, and <see cref="SubscribedTopics"/>. The file itself is only read. Nothing
    /// that the store holds in a newer version is taken back, so an import that was interrupted is simply repeated. Devices and twins
    /// stay in the file.
    /// </summary>
    /// <param name="path">The original's database, normally <c>/var/lib/kubeedge/edgecore.db</c>.</param>
    /// <param name="store">Where the objects go.</param>
    /// <param name="resources">Types that are known; null for <see cref="ResourceTable.Default"/>.</param>
    /// <param name="cancellationToken">Stops between two commits; what is committed stays.</param>
    /// <exception cref="MetaStoreException">The file is missing, damaged, being written or cannot be copied to the temporary folder, or the store takes no more.</exception>
    public static async Task<ImportReport> ImportAsync(
        string path, IMetaStore store, ResourceTable? resources = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(store);
        using var file = await Task.Run(() => OriginalFile.Open(path), cancellationToken).ConfigureAwait(false);
        var import = new DatabaseImport(path, store, new OriginalRowReader(resources ?? ResourceTable.Default));
        await import.RunAsync(file.ReadMeta(), new PutOptions { NewerOnly = true }, cancellationToken).ConfigureAwait(false);
        await import.RunAsync(
            file.ReadMetaV2(),
            new PutOptions { NewerOnly = true, Origin = ObjectOrigin.Cached, Lifetime = CachedLifetime },
            cancellationToken).ConfigureAwait(false);
        await import.RunTopicsAsync(file.ReadTopics(), cancellationToken).ConfigureAwait(false);
        return import.Report();
    }
}
