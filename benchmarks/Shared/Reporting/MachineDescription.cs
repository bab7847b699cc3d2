using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace KubeEdge.Shared.Reporting;

/// <summary>What a reader must know of the machine to weigh the figures.</summary>
internal static class MachineDescription
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Processor, cores, memory, operating system, runtime and garbage collector, in one line.</summary>
    public static string Read()
    {
        var gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        var collector = GCSettings.IsServerGC ? "server" : "workstation";
        var cores = Environment.ProcessorCount;
        var machine = string.Create(CultureInfo.InvariantCulture, $"{Processor()}, {cores} logical cores, {gigabytes:F0} GiB");
        return $"{machine}; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}, {collector} GC";
    }

    private static string Processor()
    {
        var lines = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo) : [];
        var line = lines.FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
