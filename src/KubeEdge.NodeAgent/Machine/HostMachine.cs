using System.Runtime.InteropServices;

namespace KubeEdge.NodeAgent.Machine;

/// <summary>This machine. Read from <c>/proc</c> and its neighbours on Linux, from the runtime elsewhere.</summary>
/// <param name="dataPath">A file or folder on the volume whose size and free space count.</param>
internal sealed class HostMachine(string dataPath) : IMachine
{
    private const long KiB = 1024;
    private const long LeastMemory = 100 * KiB * KiB;
    private const double LeastDisk = 0.1;
    private const double MostProcesses = 0.9;

    private readonly Lazy<MachineFacts> _facts = new(() => ReadFacts(dataPath));

    public MachineFacts Facts => _facts.Value;

    public MachinePressure ReadPressure() => new(IsShortOfMemory(), IsShortOfDisk(), IsShortOfProcesses());

    private static MachineFacts ReadFacts(string dataPath)
    {
        // Windows has no such file; the kubelet there takes the machine's name.
        var id = OperatingSystem.IsWindows() ? Environment.MachineName : SystemText.Read("/etc/machine-id");
        var uuid = SystemText.Read("/sys/class/dmi/id/product_uuid");
        var image = SystemText.Field(SystemText.Read("/etc/os-release"), "PRETTY_NAME=");
        var kernel = SystemText.Read("/proc/sys/kernel/osrelease");
        return new MachineFacts
        {
            Processors = Environment.ProcessorCount,
            MemoryBytes = Memory("MemTotal:") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            StorageBytes = Volume(dataPath)?.TotalSize ?? 0,
            Address = LocalAddress.Find(),
            MachineId = id,
            // Only root may read the board's own; the original falls back likewise.
            SystemUuid = uuid.Length > 0 ? uuid : id,
            BootId = SystemText.Read("/proc/sys/kernel/random/boot_id"),
            KernelVersion = kernel.Length > 0 ? kernel : Environment.OSVersion.Version.ToString(),
            OsImage = image.Length > 0 ? image : RuntimeInformation.OSDescription,
            OperatingSystem = GoNames.OperatingSystem(OperatingSystem.IsWindows(), OperatingSystem.IsMacOS()),
            Architecture = GoNames.Architecture(RuntimeInformation.OSArchitecture),
        };
    }

    private static bool IsShortOfMemory() => Memory("MemAvailable:") < LeastMemory;

    private bool IsShortOfDisk() =>
        Volume(dataPath) is { TotalSize: > 0 } volume && volume.AvailableFreeSpace < volume.TotalSize * LeastDisk;

    private static bool IsShortOfProcesses()
    {
        // "0.52 0.58 0.59 2/1201 23441": how many run, and how many there are.
        var parts = SystemText.Read("/proc/loadavg").Split(' ');
        var taken = parts.Length > 3 && parts[3].IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? SystemText.Number(parts[3].AsSpan(slash + 1))
            : null;
        return SystemText.Number(SystemText.Read("/proc/sys/kernel/pid_max")) is { } most && taken > most * MostProcesses;
    }

    private static long? Memory(string field) => SystemText.Number(SystemText.Field(SystemText.Read("/proc/meminfo"), field)) * KiB;

    private static DriveInfo? Volume(string path)
    {
        try
        {
            // The data folder may not exist yet; its nearest parent lies on the same volume until somebody mounts one there.
            var folder = Path.GetFullPath(path);
            while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            {
                folder = parent;
            }

            return new DriveInfo(folder) is { IsReady: true } volume ? volume : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
