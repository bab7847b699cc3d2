namespace KubeEdge.Beehive.Checks;

/// <summary>Whether a folder can be written to and has room.</summary>
public static class FolderCheck
{
    private const long Little = 1L << 30;
    private const long TooLittle = 64L << 20;

    /// <summary>Writes a file and removes it. A folder that is not there yet is judged by the nearest one above; it is not made.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="setting">What sets it, for the remedy.</param>
    public static CheckResult Run(string folder, string setting)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var place = Path.GetFullPath(folder);
        var nearest = Nearest(place);
        if (File.Exists(nearest))
        {
            return CheckResult.Fail($"{nearest} is a file, not a folder", $"remove it, or choose another folder with {setting}");
        }

        var probe = Path.Combine(nearest, $".kubeedge-check-{Environment.ProcessId}");
        try
        {
            using var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            file.WriteByte(0);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            return CheckResult.Fail(
                $"{nearest} cannot be written to: {fault.Message}",
                $"give this user the right to write there, remount it for writing, or choose another folder with {setting}");
        }

        return Room(place, nearest, new DriveInfo(nearest).AvailableFreeSpace, setting);
    }

    internal static CheckResult Room(string folder, string nearest, long free, string setting)
    {
        var left = $"{nearest} has {free >> 20} MiB of room left";
        var made = folder == nearest ? string.Empty : " once it is made";
        return free switch
        {
            < TooLittle => CheckResult.Fail(left, $"make room, at least 64 MiB, or move it with {setting}"),
            < Little => CheckResult.Warn(left, "make room before it runs out: a full disk stops every commit"),
            _ => CheckResult.Pass($"{folder} can be written to{made}, {free >> 30} GiB of room"),
        };
    }

    private static string Nearest(string path)
    {
        while (!Directory.Exists(path) && !File.Exists(path) && Path.GetDirectoryName(path) is { } parent)
        {
            path = parent;
        }

        return path;
    }
}
