using System.Runtime.InteropServices;
using System.Text;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>Makes a rename durable: on Unix the folder's entry needs its own flush, which .NET has no call for.</summary>
internal static class DirectorySync
{
    public static void Flush(string filePath)
    {
        if (OperatingSystem.IsWindows() || Path.GetDirectoryName(Path.GetFullPath(filePath)) is not { Length: > 0 } directory)
        {
            return;
        }

        // Best effort: some file systems refuse to flush a folder, and the file itself is flushed already.
        var descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), 0);
        if (descriptor >= 0)
        {
            _ = Synchronize(descriptor);
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
