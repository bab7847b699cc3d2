using Processor = System.Runtime.InteropServices.Architecture;

namespace KubeEdge.NodeAgent.Machine;

/// <summary>Systems and processors by the names that Go gives them: labels and selectors of Kubernetes are spelled so.</summary>
internal static class GoNames
{
    public static string OperatingSystem(bool isWindows, bool isMac) => isWindows ? "windows" : isMac ? "darwin" : "linux";

    public static string Architecture(Processor processor) => processor switch
    {
        Processor.X64 => "amd64",
        Processor.X86 => "386",
        Processor.Arm or Processor.Armv6 => "arm",
        Processor.LoongArch64 => "loong64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
