namespace KubeEdge.MetaStore.Tests.Crashes;

/// <summary>A folder as a disk would hold it: what is synced for sure, and what was written since.</summary>
internal sealed class FileImage
{
    private readonly Dictionary<string, byte[]> _synced = [];
    private readonly Dictionary<string, List<TracedWrite>> _unsynced = [];

    public void Apply(TracedWrite write)
    {
        switch (write.Call)
        {
            case TracedCall.Create:
                _synced.TryAdd(write.File, []);
                break;
            case TracedCall.Remove:
                _synced.Remove(write.File);
                _unsynced.Remove(write.File);
                break;
            case TracedCall.Sync when _unsynced.Remove(write.File, out var pending):
                _synced[write.File] = Play(_synced.GetValueOrDefault(write.File, []), pending);
                break;
            case TracedCall.Write or TracedCall.Truncate:
                _synced.TryAdd(write.File, []);
                (_unsynced.TryGetValue(write.File, out var list) ? list : _unsynced[write.File] = []).Add(write);
                break;
        }
    }

    /// <summary>The files, with all of what was not synced, or with some of it in any order.</summary>
    public void WriteTo(string folder, Random? loses)
    {
        foreach (var (file, synced) in _synced)
        {
            var pending = _unsynced.GetValueOrDefault(file, []);
            if (loses is not null && pending.Count > 0)
            {
                var kept = pending.Where(_ => loses.Next(3) > 0).ToArray();
                loses.Shuffle(kept);
                pending = [.. kept.Select(write => Tear(write, loses))];
            }

            File.WriteAllBytes(Path.Combine(folder, file), Play(synced, pending));
        }
    }

    /// <summary>Sometimes only the first sectors of a write arrive.</summary>
    private static TracedWrite Tear(TracedWrite write, Random random) =>
        write.Bytes.Length > 512 && random.Next(6) == 0
            ? write with { Bytes = write.Bytes[..(512 * random.Next(1, write.Bytes.Length / 512 + 1))] }
            : write;

    private static byte[] Play(byte[] content, List<TracedWrite> writes)
    {
        using var stream = new MemoryStream();
        stream.Write(content);
        foreach (var write in writes)
        {
            if (write.Call == TracedCall.Truncate)
            {
                stream.SetLength(write.Offset);
                continue;
            }

            stream.SetLength(Math.Max(stream.Length, write.Offset));
            stream.Position = write.Offset;
            stream.Write(write.Bytes);
        }

        return stream.ToArray();
    }
}
