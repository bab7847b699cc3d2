using System.Text.Json;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Records;

/// <summary>
/// Records as ObjectSync and ClusterObjectSync objects in the Kubernetes API, in the original's form, so either cloud can take over.
/// </summary>
internal sealed class ObjectSyncStore(KubeClient client) : IRecordStore
{
    public async Task<RecordResult> CreateAsync(SyncRecord record, string version, CancellationToken cancellationToken)
    {
        // A server that serves the status apart ignores it here; the writer sees that in the answer and writes it then.
        var value = ToObject(record, version, recordVersion: null);
        return Read(await client.CreateAsync(RecordTypes.For(record), record.Namespace, value, cancellationToken).ConfigureAwait(false));
    }

    public async Task<RecordResult> GetAsync(SyncRecord record, CancellationToken cancellationToken) =>
        Read(await client.GetAsync(RecordTypes.For(record), record.Namespace, record.RecordName, cancellationToken).ConfigureAwait(false));

    public async Task<RecordResult> UpdateAsync(
        SyncRecord record, string version, string recordVersion, CancellationToken cancellationToken)
    {
        var value = ToObject(record, version, recordVersion);
        return Read(await client.UpdateStatusAsync(RecordTypes.For(record), record.Namespace, value, cancellationToken).ConfigureAwait(false));
    }

    public async Task<RecordResult> DeleteAsync(SyncRecord record, string recordVersion, CancellationToken cancellationToken)
    {
        var options = new KubeDeleteOptions { GracePeriodSeconds = 0, ResourceVersion = recordVersion };
        var result = await client.DeleteAsync(RecordTypes.For(record), record.Namespace, record.RecordName, options, cancellationToken)
            .ConfigureAwait(false);
        return result.IsSuccess ? new RecordResult(RecordStatus.Done) : Failure(result.Error);
    }

    private static KubeObject ToObject(in SyncRecord record, string version, string? recordVersion)
    {
        var type = RecordTypes.For(record);
        var document = new SyncRecordDocument(
            type.ApiVersion,
            type.Kind,
            new SyncRecordMetadata(record.RecordName, record.Namespace, recordVersion),
            new SyncRecordSpec(record.Type.ApiVersion, record.Type.Kind, record.Name),
            new SyncRecordStatus(version));
        return KubeObject.Parse(JsonSerializer.SerializeToUtf8Bytes(document, SyncRecordJson.Default.SyncRecordDocument));
    }

    private static RecordResult Read(in KubeResult result)
    {
        if (!result.IsSuccess)
        {
            return Failure(result.Error);
        }

        return result.Object is { } value
            ? new RecordResult(RecordStatus.Done, value.ResourceVersion, value.GetField("status.objectResourceVersion") ?? string.Empty)
            : new RecordResult(RecordStatus.Unavailable, Detail: "the API answered without an object");
    }

    private static RecordResult Failure(KubeStatus error)
    {
        var status = error switch
        {
            { Reason: StatusReasons.AlreadyExists } => RecordStatus.Exists,
            { Code: 404 } => RecordStatus.NotFound,
            { Code: 409 } => RecordStatus.Conflict,
            { Code: 429 or 408 } => RecordStatus.Unavailable,
            { Code: >= 400 and < 500 } => RecordStatus.Refused,
            _ => RecordStatus.Unavailable,
        };
        return new RecordResult(status, Detail: error.ToString());
    }
}
