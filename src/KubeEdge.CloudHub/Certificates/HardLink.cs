using System.Runtime.InteropServices;
using System.Text;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// Gives a file a second name, which fails when the name is taken: the one way on Unix to create a whole file without replacing another.
/// .NET's move looks first and then renames, so of two at once the second replaces what the first one made.
/// </summary>
internal static class HardLink
{
    /// <summary>False when the name is taken, or the file system has no links.</summary>
    public static bool TryCreate(string file, string name) => Link(Terminated(file), Terminated(name)) == 0;

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] file, byte[] name);
}
