using System.Text.Json;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Reads one line of a watch: <c>{"type":"ADDED","object":{…}}</c>, members in any order.</summary>
internal static class WatchLineReader
{
    public static WatchEvent Read(ReadOnlySpan<byte> line, Utf8StringPool? pool)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = KubeObjectReader.MaxDepth + 1 });
            string? type = null;
            var place = default(JsonSlice);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return Broken("the line is no object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isObject = reader.ValueTextEquals("object"u8);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                type = isType ? reader.GetString() : type;
                reader.Skip();
                place = isObject ? new JsonSlice(start, (int)reader.BytesConsumed - start) : place;
            }

            reader.Read();
            return place.IsPresent ? ToEvent(type, place.In(line).ToArray(), pool) : Broken("it has no object");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Broken(broken.Message);
        }
    }

    private static WatchEvent ToEvent(string? type, byte[] json, Utf8StringPool? pool)
    {
        if (type == "ERROR")
        {
            return KubeStatus.TryParse(json, out var status) ? WatchEvent.Failed(status) : Broken("an error event without a Status");
        }

        WatchEventKind? kind = type switch
        {
            "ADDED" => WatchEventKind.Added,
            "MODIFIED" => WatchEventKind.Modified,
            "DELETED" => WatchEventKind.Deleted,
            "BOOKMARK" => WatchEventKind.Bookmark,
            _ => null,
        };
        if (kind is not { } known)
        {
            return Broken($"its type is \"{type}\"");
        }

        return KubeObject.TryParse(json, pool, out var value, out var error) ? new WatchEvent(known, value, null) : Broken(error);
    }

    private static WatchEvent Broken(string problem) => WatchEvent.Failed(KubeStatus.InvalidResponse($"invalid watch event: {problem}"));
}
