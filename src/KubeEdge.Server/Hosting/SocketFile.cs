namespace KubeEdge.Server.Hosting;

/// <summary>
/// The file of a unix socket. It is bound under a name that nobody knows and renamed when it is served with its final mode: a client that
/// finds it can connect, and there is no moment without one when a program takes over from another.
/// </summary>
internal sealed class SocketFile(string path, UnixFileMode mode)
{
    private const UnixFileMode Directories =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>The name that it is bound under.</summary>
    public static string Temporary(string path) => path + "~";

    /// <summary>Makes room, before it is bound.</summary>
    /// <exception cref="IOException">There is something else at the path.</exception>
    public void Prepare()
    {
        // A socket has no length; a file that has one is somebody's, and a wrong setting must not cost it.
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
        {
            throw new IOException($"{path} is a file, not a socket.");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } directory && !Directory.Exists(directory))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, Directories);
            }
        }

        File.Delete(Temporary(path));
    }

    /// <summary>Shows it, after it is served.</summary>
    public void Publish()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Temporary(path), mode);
        }

        File.Move(Temporary(path), path, overwrite: true);
    }
}
