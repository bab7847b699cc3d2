using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>Keeps the records of the API in step with the ledgers.</summary>
internal interface IRecords : IRecordSink
{
    /// <summary>
    /// Makes the record of a holding exist, with version 0, before the object is sent for the first time; or makes an existing one say the
    /// holding's version now. One try; a failure is logged and returned, since only the caller knows whether it is still wanted.
    /// </summary>
    Task<bool> EnsureAsync(
        NodeLedger ledger, ResourceKey key, ResourceType type, Holding holding, CancellationToken cancellationToken);
}
