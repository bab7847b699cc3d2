namespace KubeEdge.Beehive.Monitoring;

/// <summary>A monitor that listens. Disposing it lets running requests end, for a bounded time.</summary>
public interface IMonitorListener : IAsyncDisposable
{
    /// <summary>What clients connect to, with the port that was really taken.</summary>
    Uri Address { get; }
}
