using System.Text;
using Microsoft.Win32.SafeHandles;

namespace KubeEdge.MetaStore.CrashWriter;

/// <summary>
/// One line per commit that completed, each written with one call, so that a trace shows it in its place among the store's writes.
/// </summary>
internal sealed class AcknowledgementFile(string path) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
    private long _end = File.Exists(path) ? new FileInfo(path).Length : 0;

    public void Add(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            RandomAccess.Write(_file, bytes, _end);
            _end += bytes.Length;
        }
    }

    public void Dispose() => _file.Dispose();
}
