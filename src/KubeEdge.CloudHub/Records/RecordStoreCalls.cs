namespace KubeEdge.CloudHub.Records;

/// <summary>Calls to a store whose every fault is a value.</summary>
internal static class RecordStoreCalls
{
    /// <summary>
    /// Does one call. What it throws, other than by the caller's cancellation, counts as an API that is away: one bad answer must end
    /// neither a writer nor the delivery of an object.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="call">What to do.</param>
    /// <param name="record">The record.</param>
    /// <param name="version">The version that it shall name, when it is made or written.</param>
    /// <param name="recordVersion">Its own version as far as known, when it is written or removed.</param>
    /// <param name="cancellationToken">Ends the wait; the call may have taken effect.</param>
    public static async Task<RecordResult> TryAsync(
        this IRecordStore store,
        RecordCall call,
        SyncRecord record,
        string version,
        string recordVersion,
        CancellationToken cancellationToken)
    {
        try
        {
            return await (call switch
            {
                RecordCall.Create => store.CreateAsync(record, version, cancellationToken),
                RecordCall.Read => store.GetAsync(record, cancellationToken),
                RecordCall.Update => store.UpdateAsync(record, version, recordVersion, cancellationToken),
                _ => store.DeleteAsync(record, recordVersion, cancellationToken),
            }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new RecordResult(RecordStatus.Unavailable, Detail: $"{error.GetType().Name}: {error.Message}");
        }
    }
}
