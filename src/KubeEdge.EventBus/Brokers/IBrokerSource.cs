namespace KubeEdge.EventBus.Brokers;

/// <summary>Makes the brokers of this node, the external one first.</summary>
internal interface IBrokerSource
{
    /// <summary>Makes them; once.</summary>
    IReadOnlyList<IBroker> Make();
}
