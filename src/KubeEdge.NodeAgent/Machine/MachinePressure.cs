namespace KubeEdge.NodeAgent.Machine;

/// <summary>What a machine is short of, by the limits at which the original starts to evict.</summary>
/// <param name="Memory">Less than 100 MiB of memory are available.</param>
/// <param name="Disk">Less than a tenth of the volume with the node's data is free.</param>
/// <param name="Processes">Nine tenths of the ids for processes and threads are taken.</param>
internal readonly record struct MachinePressure(bool Memory, bool Disk, bool Processes);
