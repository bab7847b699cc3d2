using System.Diagnostics.Metrics;
using KubeEdge.MetaStore.Schema;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaStore;

/// <summary>Opens stores. With dependency injection use <c>services.AddMetaStore(…)</c>.</summary>
public static class MetaStoreFile
{
    /// <summary>Opens the store, making it when the file is missing, and verifies what it holds.</summary>
    /// <param name="options">At least <see cref="MetaStoreOptions.Path"/>.</param>
    /// <param name="logger">Gets state changes, damage and errors; null for none.</param>
    /// <param name="timeProvider">Clock for lifetimes and retention; null for the system's.</param>
    /// <param name="meterFactory">Makes the meter <c>KubeEdge.MetaStore</c>; null for one of its own.</param>
    /// <param name="cancellationToken">Gives up before the opening begins.</param>
    /// <exception cref="MetaStoreException">In use, written by a newer version, not a store, or not readable.</exception>
    public static Task<IMetaStore> OpenAsync(
        MetaStoreOptions options,
        ILogger? logger = null,
        TimeProvider? timeProvider = null,
        IMeterFactory? meterFactory = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Task.Run<IMetaStore>(() => StoreOpener.Open(options, logger, timeProvider, meterFactory), cancellationToken);
    }

    /// <summary>Opens the store at a path with default options.</summary>
    /// <param name="path">The store file.</param>
    /// <param name="cancellationToken">Gives up before the opening begins.</param>
    /// <exception cref="MetaStoreException">In use, written by a newer version, not a store, or not readable.</exception>
    public static Task<IMetaStore> OpenAsync(string path, CancellationToken cancellationToken = default) =>
        OpenAsync(new MetaStoreOptions { Path = path }, cancellationToken: cancellationToken);
}
