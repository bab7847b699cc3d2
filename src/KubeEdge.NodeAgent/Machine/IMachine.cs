namespace KubeEdge.NodeAgent.Machine;

/// <summary>The machine that the node runs on.</summary>
internal interface IMachine
{
    /// <summary>What does not change while the process runs.</summary>
    MachineFacts Facts { get; }

    /// <summary>What the machine is short of now.</summary>
    MachinePressure ReadPressure();
}
