namespace KubeEdge.CloudHub.Records;

/// <summary>The calls to the API that records need. A failure is a value; only cancellation throws.</summary>
internal interface IRecordStore
{
    Task<RecordResult> CreateAsync(SyncRecord record, string version, CancellationToken cancellationToken);

    Task<RecordResult> GetAsync(SyncRecord record, CancellationToken cancellationToken);

    /// <summary>Writes the status, if the record is still at <paramref name="recordVersion"/>.</summary>
    Task<RecordResult> UpdateAsync(SyncRecord record, string version, string recordVersion, CancellationToken cancellationToken);

    /// <summary>Removes the record, if it is still at <paramref name="recordVersion"/>: what another hub made of it since stays.</summary>
    Task<RecordResult> DeleteAsync(SyncRecord record, string recordVersion, CancellationToken cancellationToken);
}
