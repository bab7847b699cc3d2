using System.Collections.Concurrent;
using System.Globalization;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.InMemory;

/// <summary>Delivery records in place of the API's, with the same rules about versions.</summary>
internal sealed class MemoryRecords : IRecordStore
{
    private readonly ConcurrentDictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private long _version;

    public Task<RecordResult> CreateAsync(SyncRecord record, string version, CancellationToken cancellationToken)
    {
        var row = NewRow(version);
        return Answer(_rows.TryAdd(record.RecordName, row) ? row.ToResult() : new RecordResult(RecordStatus.Exists));
    }

    public Task<RecordResult> GetAsync(SyncRecord record, CancellationToken cancellationToken) =>
        Answer(_rows.TryGetValue(record.RecordName, out var row) ? row.ToResult() : new RecordResult(RecordStatus.NotFound));

    public Task<RecordResult> UpdateAsync(SyncRecord record, string version, string recordVersion, CancellationToken cancellationToken)
    {
        var row = NewRow(version);
        return Answer(!_rows.TryGetValue(record.RecordName, out var found)
            ? new RecordResult(RecordStatus.NotFound)
            : found.RecordVersion == recordVersion && _rows.TryUpdate(record.RecordName, row, found)
                ? row.ToResult()
                : new RecordResult(RecordStatus.Conflict));
    }

    public Task<RecordResult> DeleteAsync(SyncRecord record, string recordVersion, CancellationToken cancellationToken) =>
        Answer(new RecordResult(!_rows.TryGetValue(record.RecordName, out var found)
            ? RecordStatus.NotFound
            : found.RecordVersion == recordVersion && _rows.TryRemove(KeyValuePair.Create(record.RecordName, found))
                ? RecordStatus.Done
                : RecordStatus.Conflict));

    private static Task<RecordResult> Answer(in RecordResult result) => Task.FromResult(result);

    private Row NewRow(string version) => new(Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture), version);

    private sealed record Row(string RecordVersion, string Version)
    {
        public RecordResult ToResult() => new(RecordStatus.Done, RecordVersion, Version);
    }
}
