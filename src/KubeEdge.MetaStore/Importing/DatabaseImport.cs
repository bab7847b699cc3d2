namespace KubeEdge.MetaStore.Importing;

/// <summary>One run over the original's rows: what becomes of each, counted.</summary>
internal sealed class DatabaseImport(string path, IMetaStore store, OriginalRowReader reader)
{
    private const int BatchSize = 128;
    private const string Mapper = "devicemapper";

    private readonly List<ImportProblem> _problems = [];
    private readonly List<string> _mappers = [];
    private readonly List<(string RowKey, ImportedObject Object)> _batch = [];
    private int _imported;
    private int _present;
    private int _leftBehind;
    private int _topics;

    public ImportReport Report() => new(_imported, _present, _leftBehind, _problems) { Topics = _topics, Mappers = _mappers };

    public async Task RunAsync(List<OriginalRow> rows, PutOptions options, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (reader.TryRead(row, out var found, out var reason))
            {
                await AddAsync(row.Key, found, options, cancellationToken).ConfigureAwait(false);
            }
            else if (reason is null)
            {
                _leftBehind++;
                if (row.Type == Mapper)
                {
                    _mappers.Add(row.Key[(row.Key.LastIndexOf('/') + 1)..]);
                }
            }
            else
            {
                _problems.Add(new ImportProblem(row.Key, reason));
            }
        }

        await CommitAsync(options, cancellationToken).ConfigureAwait(false);
    }

    public async Task RunTopicsAsync(List<OriginalRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var topics = store.Records(EdgeCoreDatabase.SubscribedTopics, ImportingJson.Default.ImportedTopic);
        var batch = new StoreBatch();
        foreach (var row in rows)
        {
            topics.Put(batch, row.Key, new ImportedTopic());
        }

        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        if (result.Status != CommitStatus.Committed)
        {
            throw Stopped(result);
        }

        _topics = rows.Count;
    }

    private async Task AddAsync(string rowKey, ImportedObject found, PutOptions options, CancellationToken cancellationToken)
    {
        // What the cloud wants here must not become something that expires.
        if (options.Origin == ObjectOrigin.Cached
            && await store.GetAsync(found.Key, cancellationToken).ConfigureAwait(false) is not null)
        {
            _present++;
            return;
        }

        _batch.Add((rowKey, found));
        if (_batch.Count == BatchSize)
        {
            await CommitAsync(options, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync(PutOptions options, CancellationToken cancellationToken)
    {
        if (_batch.Count > 0 && !await TryCommitAsync(_batch, options, cancellationToken).ConfigureAwait(false))
        {
            // One of them is larger than the store takes: each for itself, so that the others come over.
            foreach (var one in _batch)
            {
                if (!await TryCommitAsync([one], options, cancellationToken).ConfigureAwait(false))
                {
                    _problems.Add(new ImportProblem(one.RowKey, $"its {one.Object.Value.Json.Length} bytes are more than the store takes"));
                }
            }
        }

        _batch.Clear();
    }

    private async Task<bool> TryCommitAsync(
        List<(string RowKey, ImportedObject Object)> objects, PutOptions options, CancellationToken cancellationToken)
    {
        var batch = new StoreBatch();
        foreach (var (_, found) in objects)
        {
            batch.Put(found.Key, found.Value.Uid, found.ResourceVersion, found.Value.Json, options);
        }

        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        if (result.Status is not (CommitStatus.Committed or CommitStatus.TooLarge))
        {
            throw Stopped(result);
        }

        _imported += result.Applied;
        _present += result.Skipped;
        return result.Status == CommitStatus.Committed;
    }

    private MetaStoreException Stopped(in CommitResult result) =>
        new(StoreOpenFailure.InputOutput, path, $"{path}: the import stopped, as the store took no more: {result.Status}");
}
