using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>Keeps the records of the API in step with the ledgers.</summary>
internal interface IRecords : IRecordSink
{
    /// <summary>
    /// Makes the record of a holding exist, with version 0, before the object is sent for the first time. One try; a failure is logged
    /// and returned, since only the caller knows whether the object is still wanted.
    /// </summary>
    Task<bool> CreateAsync(
        NodeLedger ledger, ResourceKey key, ResourceType type, Holding holding, CancellationToken cancellationToken);
}
