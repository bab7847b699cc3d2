using System.Net;

namespace KubeEdge.NodeAgent.Machine;

/// <summary>What does not change about a machine. Texts are empty where the machine does not tell.</summary>
internal sealed record MachineFacts
{
    public required int Processors { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>The size of the volume with the node's data; 0 when unknown.</summary>
    public long StorageBytes { get; init; }

    public IPAddress? Address { get; init; }

    public string MachineId { get; init; } = string.Empty;

    public string SystemUuid { get; init; } = string.Empty;

    public string BootId { get; init; } = string.Empty;

    public string KernelVersion { get; init; } = string.Empty;

    public string OsImage { get; init; } = string.Empty;

    /// <summary>As Go names it: <c>linux</c>, <c>windows</c>, <c>darwin</c>.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>As Go names it: <c>amd64</c>, <c>arm64</c>, <c>arm</c> …</summary>
    public required string Architecture { get; init; }
}
