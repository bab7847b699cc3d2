namespace KubeEdge.Mappers.Devices;

/// <summary>What a driver is asked for.</summary>
internal enum Operation
{
    Connect,
    Read,
    Write,
}
