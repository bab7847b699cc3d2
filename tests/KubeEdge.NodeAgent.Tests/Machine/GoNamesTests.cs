using System.Runtime.InteropServices;
using KubeEdge.NodeAgent.Machine;

namespace KubeEdge.NodeAgent.Tests.Machine;

public class GoNamesTests
{
    [Theory]
    [InlineData(Architecture.X64, "amd64")]
    [InlineData(Architecture.X86, "386")]
    [InlineData(Architecture.Arm64, "arm64")]
    [InlineData(Architecture.Arm, "arm")]
    [InlineData(Architecture.Armv6, "arm")]
    [InlineData(Architecture.S390x, "s390x")]
    [InlineData(Architecture.LoongArch64, "loong64")]
    [InlineData(Architecture.Ppc64le, "ppc64le")]
    [InlineData(Architecture.RiscV64, "riscv64")]
    public void Architecture_IsAsGoNamesIt(Architecture architecture, string expected) =>
        Assert.Equal(expected, GoNames.Architecture(architecture));

    [Theory]
    [InlineData(true, false, "windows")]
    [InlineData(false, true, "darwin")]
    [InlineData(false, false, "linux")]
    public void OperatingSystem_IsAsGoNamesIt(bool isWindows, bool isMac, string expected) =>
        Assert.Equal(expected, GoNames.OperatingSystem(isWindows, isMac));
}
