using KubeEdge.Dmi.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.Dmi.Mappers;

/// <summary>
/// The stored form: a row for each mapper, and one for each device and model that it was told of, with what it was told. A
/// key of the latter is the protocol, a blank, and the device or model, which has no blank in it.
/// </summary>
internal sealed class MapperStore(IMetaStore store)
{
    private readonly IRecordSet<MapperRecord> _mappers = store.Records("dmi.mappers", DmiJson.Default.MapperRecord);
    private readonly IRecordSet<string> _told = store.Records("dmi.told", DmiJson.Default.String);

    /// <summary>All mappers, each with what it was told.</summary>
    public async Task<List<(MapperRecord Mapper, Dictionary<DmiKey, ToldSpec> Told)>> LoadAsync(CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, Dictionary<DmiKey, ToldSpec>>(StringComparer.Ordinal);
        await foreach (var (key, spec) in _told.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var blank = Math.Max(0, key.LastIndexOf(' '));
            if (DmiKey.Parse(key.AsSpan(blank + 1)) is { } known)
            {
                var protocol = key[..blank];
                if (!told.TryGetValue(protocol, out var ofMapper))
                {
                    told.Add(protocol, ofMapper = []);
                }

                ofMapper[known] = ToldSpec.Parse(spec);
            }
        }

        var mappers = new List<(MapperRecord, Dictionary<DmiKey, ToldSpec>)>();
        await foreach (var (protocol, mapper) in _mappers.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            mappers.Add((mapper, told.TryGetValue(protocol, out var ofMapper) ? ofMapper : []));
        }

        return mappers;
    }

    /// <summary>
    /// Stores a mapper in the place of the one before, in one commit; once it has its answer, it must not be lost. Only what differs is
    /// written: some mappers register again every few seconds.
    /// </summary>
    public async ValueTask<bool> ReplaceAsync(MapperSession? before, MapperSession after)
    {
        var batch = new StoreBatch();
        var mapper = after.Mapper;
        if (before?.Mapper != mapper)
        {
            _mappers.Put(batch, mapper.Protocol, mapper);
        }

        foreach (var key in before?.Told.Keys.Where(key => !after.Told.ContainsKey(key)) ?? [])
        {
            _told.Delete(batch, KeyOf(mapper.Protocol, key));
        }

        foreach (var (key, spec) in after.Told)
        {
            if (before?.Told.GetValueOrDefault(key) != spec)
            {
                _told.Put(batch, KeyOf(mapper.Protocol, key), spec.ToString());
            }
        }

        return batch.Count == 0
            || (await store.CommitAsync(batch, Durability.Full).ConfigureAwait(false)).Status == CommitStatus.Committed;
    }

    /// <summary>Remembers what a mapper was told. What a power cut takes of it is told once more, which does no harm.</summary>
    public ValueTask<CommitResult> PutAsync(string protocol, DmiKey key, ToldSpec spec) =>
        _told.PutAsync(KeyOf(protocol, key), spec.ToString(), Durability.Normal);

    public ValueTask<CommitResult> DeleteAsync(string protocol, DmiKey key) =>
        _told.DeleteAsync(KeyOf(protocol, key), Durability.Normal);

    private static string KeyOf(string protocol, DmiKey key) => $"{protocol} {key}";
}
