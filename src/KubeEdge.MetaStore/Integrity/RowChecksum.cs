using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Schema;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>The checksum of each kind of row. What it covers is part of the file format.</summary>
internal static class RowChecksum
{
    public static long OfLog(
        in LogHeader header,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> @namespace,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<byte> uid,
        ReadOnlySpan<byte> value,
        bool hasValue)
    {
        var sum = Checksum.Start();
        sum.Add(header.Revision);
        sum.Add((long)header.Kind);
        sum.Add((long)header.Version);
        sum.Add((long)header.Origin);
        sum.Add(header.Time);
        sum.Add(header.Expires);
        sum.Add(header.Previous);
        sum.Add(type);
        sum.Add(@namespace);
        sum.Add(name);
        sum.Add(uid);
        sum.Add(hasValue ? 1 : 0);
        sum.Add(value);
        return sum.Value;
    }

    public static long OfObject(
        ReadOnlySpan<byte> type, ReadOnlySpan<byte> @namespace, ReadOnlySpan<byte> name, long revision, long expires)
    {
        var sum = Checksum.Start();
        sum.Add(type);
        sum.Add(@namespace);
        sum.Add(name);
        sum.Add(revision);
        sum.Add(expires);
        return sum.Value;
    }

    public static long OfRecord(ReadOnlySpan<byte> collection, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var sum = Checksum.Start();
        sum.Add(collection);
        sum.Add(key);
        sum.Add(value);
        return sum.Value;
    }

    public static long OfItem(long id, long time, ReadOnlySpan<byte> value)
    {
        var sum = Checksum.Start();
        sum.Add(id);
        sum.Add(time);
        sum.Add(value);
        return sum.Value;
    }

    public static long OfNamed(ReadOnlySpan<byte> name, long number, long second = 0)
    {
        var sum = Checksum.Start();
        sum.Add(name);
        sum.Add(number);
        sum.Add(second);
        return sum.Value;
    }

    public static long OfState(long schema, in StoreState state)
    {
        var sum = Checksum.Start();
        sum.Add(schema);
        sum.Add(state.Reserved);
        sum.Add(state.Floor);
        sum.Add((long)state.Version);
        sum.Add(state.GapStart);
        sum.Add(state.GapEnd);
        sum.Add(state.Touched);
        return sum.Value;
    }
}
