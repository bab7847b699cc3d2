using System.Net;
using KubeEdge.NodeAgent.Machine;

namespace KubeEdge.NodeAgent.Tests.Fakes;

internal sealed class FakeMachine : IMachine
{
    public MachineFacts Facts { get; set; } = new()
    {
        Processors = 2,
        MemoryBytes = 2_035_528L * 1024,
        StorageBytes = 10_189_076L * 1024,
        Address = IPAddress.Parse("192.0.2.7"),
        MachineId = "m",
        SystemUuid = "u",
        BootId = "b",
        KernelVersion = "6.1.0",
        OsImage = "Debian GNU/Linux 12 (bookworm)",
        OperatingSystem = "linux",
        Architecture = "amd64",
    };

    public MachinePressure Pressure { get; set; }

    public MachinePressure ReadPressure() => Pressure;
}
