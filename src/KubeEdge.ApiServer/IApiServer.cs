namespace KubeEdge.ApiServer;

/// <summary>The API server that runs with the host.</summary>
public interface IApiServer
{
    /// <summary>What clients connect to; null before it has started. With port 0 this is where the free port shows.</summary>
    Uri? Address { get; }
}
