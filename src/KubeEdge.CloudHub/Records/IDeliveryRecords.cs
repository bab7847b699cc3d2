namespace KubeEdge.CloudHub.Records;

/// <summary>
/// The records of what nodes acknowledged (ObjectSync and ClusterObjectSync objects of the API), as far as other cloud modules need them.
/// In the container after <c>AddCloudHub</c>.
/// </summary>
public interface IDeliveryRecords
{
    /// <summary>Completes when every record of the API has been read once; before that nothing is known.</summary>
    Task Loaded { get; }

    /// <summary>The nodes that have at least one record now.</summary>
    IReadOnlyList<string> NodesWithRecords();

    /// <summary>
    /// Removes every record of a node that does not exist any more. A node that is connected here keeps its records: it is about to be
    /// registered again. Costs one call to the API per record of that node.
    /// </summary>
    /// <param name="nodeName">The node.</param>
    /// <param name="cancellationToken">Gives up; what was removed stays removed.</param>
    /// <returns>False when the API refused or could not be reached for some of them; worth another try.</returns>
    Task<bool> PurgeAsync(string nodeName, CancellationToken cancellationToken = default);
}
