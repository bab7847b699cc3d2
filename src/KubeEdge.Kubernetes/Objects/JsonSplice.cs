using System.Text;
using System.Text.Json;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>Small changes to an object's bytes that copy the rest unread.</summary>
internal static class JsonSplice
{
    /// <summary>Replaces the version, or puts it first into the metadata when there is none.</summary>
    public static byte[] SetResourceVersion(ReadOnlySpan<byte> json, in KubeObjectFields fields, string resourceVersion)
    {
        var value = JsonEncodedText.Encode(resourceVersion).EncodedUtf8Bytes;
        if (fields.ResourceVersion.IsPresent)
        {
            // The token's quotes stay.
            return Replace(json, fields.ResourceVersion.Start + 1, fields.ResourceVersion.Length - 2, value);
        }

        var hasMembers = !IsEmptyObject(fields.Metadata.In(json));
        byte[] member = [.. "\"resourceVersion\":\""u8, .. value, (byte)'"', .. hasMembers ? ","u8 : default];
        return Replace(json, fields.Metadata.Start + 1, 0, member);
    }

    /// <summary>
    /// A list's item with the type members that servers leave out of the items of a typed list; unchanged when they are there.
    /// The result is always a copy, so that one item does not keep its whole list in memory.
    /// </summary>
    public static byte[] WithTypeMembers(ReadOnlySpan<byte> item, ResourceType type)
    {
        if (item.IsEmpty || item[0] != (byte)'{' || JsonText.Find(item, "kind") is not null)
        {
            return item.ToArray();
        }

        var members = Encoding.UTF8.GetBytes($"\"apiVersion\":\"{type.ApiVersion}\",\"kind\":\"{type.Kind}\"");
        return IsEmptyObject(item) ? Replace(item, 1, 0, members) : Replace(item, 1, 0, [.. members, (byte)',']);
    }

    private static bool IsEmptyObject(ReadOnlySpan<byte> json) => json[1..].TrimStart(" \t\r\n"u8) is [(byte)'}', ..];

    private static byte[] Replace(ReadOnlySpan<byte> json, int start, int length, ReadOnlySpan<byte> value)
    {
        var result = new byte[json.Length - length + value.Length];
        json[..start].CopyTo(result);
        value.CopyTo(result.AsSpan(start));
        json[(start + length)..].CopyTo(result.AsSpan(start + value.Length));
        return result;
    }
}
