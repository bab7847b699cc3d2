using System.Text;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>Writes small files so that a reader, and a crash at any point, sees the old content or the new one, never a part.</summary>
internal static class PemFile
{
    private const UnixFileMode SecretMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PublicMode = SecretMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static void EnsureDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes the file only if there is none. False when somebody else was first; that file is left as it is.</summary>
    public static bool TryCreate(string path, string pem, bool secret)
    {
        var temporary = WriteTemporary(path, pem, secret);
        try
        {
            if (OperatingSystem.IsWindows() || !HardLink.TryCreate(temporary, path))
            {
                if (File.Exists(path))
                {
                    return false;
                }

                // Windows, where the move itself refuses to replace, or a file system without links.
                File.Move(temporary, path, overwrite: false);
            }

            DirectorySync.Flush(path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes the file, replacing one that is there.</summary>
    public static void Replace(string path, string pem, bool secret)
    {
        File.Move(WriteTemporary(path, pem, secret), path, overwrite: true);
        DirectorySync.Flush(path);
    }

    private static string WriteTemporary(string path, string pem, bool secret)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = secret ? SecretMode : PublicMode;
        }

        using var stream = new FileStream(temporary, options);
        stream.Write(Encoding.ASCII.GetBytes(pem.EndsWith('\n') ? pem : pem + "\n"));
        stream.Flush(flushToDisk: true);
        return temporary;
    }
}
