namespace KubeEdge.DeviceTwin;

/// <summary>How the twins of this node fare, for health checks and pages.</summary>
public interface IDeviceTwinState
{
    /// <summary>How they fare now.</summary>
    DeviceTwinStatus Current { get; }
}
