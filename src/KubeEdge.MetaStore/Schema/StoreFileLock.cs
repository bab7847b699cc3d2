namespace KubeEdge.MetaStore.Schema;

/// <summary>Keeps a second process, or a second store in this one, away from the file.</summary>
internal sealed class StoreFileLock : IDisposable
{
    private readonly FileStream _stream;

    private StoreFileLock(FileStream stream) => _stream = stream;

    /// <exception cref="MetaStoreException">Somebody else has it, or the folder cannot be written.</exception>
    public static StoreFileLock Take(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new StoreFileLock(new FileStream(lockPath, options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var inUse = e is IOException && File.Exists(lockPath);
            throw new MetaStoreException(
                inUse ? StoreOpenFailure.InUse : StoreOpenFailure.InputOutput,
                path,
                inUse
                    ? $"{path} is in use by another process or another store of this process."
                    : $"{lockPath} cannot be made: {e.Message}",
                e);
        }
    }

    public void Dispose() => _stream.Dispose();
}
