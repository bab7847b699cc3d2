using System.Globalization;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>The records of an API in memory. Every call completes at once; the next ones can be made to fail.</summary>
internal sealed class FakeRecordStore : IRecordStore
{
    private readonly Lock _gate = new();
    private long _version = 1000;
    private TaskCompletionSource? _hold;

    public Dictionary<string, (SyncRecord Record, string Status, long Version)> Records { get; } = [];

    /// <summary>What was called, in order: <c>create edge-1.uid 0</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Decides the outcome of a call before it happens; null lets it happen.</summary>
    public Func<string, RecordStatus?> Fault { get; set; } = static _ => null;

    /// <summary>Told of every change as a watch would be: record, status, version, or null for a deletion.</summary>
    public Action<SyncRecord, string?, long> Watched { get; set; } = static (_, _, _) => { };

    /// <summary>Whether the status is a subresource, so that creating ignores it.</summary>
    public bool HasStatusSubresource { get; set; }

    /// <summary>The next call takes effect at once and is answered when the returned source completes.</summary>
    public TaskCompletionSource HoldNext() => _hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<RecordResult> CreateAsync(SyncRecord record, string version, CancellationToken cancellationToken) =>
        Do($"create {record.RecordName} {version}", () =>
        {
            if (Records.ContainsKey(record.RecordName))
            {
                return new RecordResult(RecordStatus.Exists);
            }

            return Write(record, HasStatusSubresource ? "" : version);
        });

    public Task<RecordResult> GetAsync(SyncRecord record, CancellationToken cancellationToken) =>
        Do($"get {record.RecordName}", () => Answer(record));

    public Task<RecordResult> UpdateAsync(SyncRecord record, string version, string recordVersion, CancellationToken cancellationToken) =>
        Do($"update {record.RecordName} {version}", () =>
        {
            if (!Records.TryGetValue(record.RecordName, out var found))
            {
                return new RecordResult(RecordStatus.NotFound);
            }

            if (found.Version.ToString(CultureInfo.InvariantCulture) != recordVersion)
            {
                return new RecordResult(RecordStatus.Conflict);
            }

            return Write(record, version);
        });

    public Task<RecordResult> DeleteAsync(SyncRecord record, string recordVersion, CancellationToken cancellationToken) =>
        Do($"delete {record.RecordName}", () =>
        {
            if (Records.TryGetValue(record.RecordName, out var found) && found.Version.ToString(CultureInfo.InvariantCulture) != recordVersion)
            {
                return new RecordResult(RecordStatus.Conflict);
            }

            return new RecordResult(Remove(record) ? RecordStatus.Done : RecordStatus.NotFound);
        });

    /// <summary>Removes a record, as the deletion of its namespace would.</summary>
    public bool Remove(SyncRecord record)
    {
        if (!Records.Remove(record.RecordName))
        {
            return false;
        }

        Watched(record, null, ++_version);
        return true;
    }

    public string? StatusOf(string recordName)
    {
        lock (_gate)
        {
            return Records.TryGetValue(recordName, out var found) ? found.Status : null;
        }
    }

    private RecordResult Write(SyncRecord record, string status)
    {
        Records[record.RecordName] = (record, status, ++_version);
        Watched(record, status, _version);
        return Answer(record);
    }

    private RecordResult Answer(SyncRecord record) => Records.TryGetValue(record.RecordName, out var found)
        ? new RecordResult(RecordStatus.Done, found.Version.ToString(CultureInfo.InvariantCulture), found.Status)
        : new RecordResult(RecordStatus.NotFound);

    private Task<RecordResult> Do(string call, Func<RecordResult> act)
    {
        lock (_gate)
        {
            Calls.Add(call);
            var result = Fault(call) is { } fault ? new RecordResult(fault, Detail: "injected") : act();
            return Interlocked.Exchange(ref _hold, null) is { } hold ? AnswerAsync(hold.Task, result) : Task.FromResult(result);
        }
    }

    private static async Task<RecordResult> AnswerAsync(Task hold, RecordResult result)
    {
        await hold;
        return result;
    }
}
