using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace KubeEdge.Benchmarks.Reporting;

/// <summary>What a reader must know of the machine to weigh the figures.</summary>
internal static class MachineDescription
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>Processor, cores, memory, operating system, runtime and garbage collector, in one line.</summary>
    public static string Read()
    {
        var gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} logical cores, {gigabytes:F0} GiB; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC");
    }

    private static string Processor()
    {
        var line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
