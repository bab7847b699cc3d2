namespace KubeEdge.Mappers.Devices;

/// <summary>How that ended.</summary>
internal enum OperationOutcome
{
    Done,
    Failed,
    TimedOut,
}
