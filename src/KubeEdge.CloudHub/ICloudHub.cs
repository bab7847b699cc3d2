namespace KubeEdge.CloudHub;

/// <summary>The running hub, as programs and other cloud modules see it. In the container after <c>AddCloudHub</c>.</summary>
public interface ICloudHub
{
    /// <summary>What nodes dial, with the port that was really taken; null before the hub listens.</summary>
    Uri? Address { get; }

    /// <summary>How many nodes have a session.</summary>
    int ConnectedNodes { get; }

    /// <summary>Whether a node has a session now.</summary>
    bool IsConnected(string nodeName);
}
