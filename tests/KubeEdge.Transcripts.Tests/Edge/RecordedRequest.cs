using System.Text.Json.Nodes;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>Compares requests over HTTP.</summary>
internal static class RecordedRequest
{
    /// <summary>What no two connections have in common, or what the recorder only describes.</summary>
    private static readonly string[] _own = ["Sec-Websocket-Key", "Content-Length", "Authorization"];

    public static void Compare(TranscriptComparer comparer, JsonNode? recorded, JsonObject ours)
    {
        var expected = new JsonObject { ["route"] = Route(ours) };
        foreach (var name in new[] { "headers", "method", "path", "proto" })
        {
            expected[name] = recorded?[name]?.DeepClone();
        }

        var isShown = expected["headers"]?["Authorization"] is not null;
        Assert.Equal(isShown ? $"Bearer {JoinToken.Shown}" : null, (string?)ours["headers"]?["Authorization"]);
        ours["route"] = Route(ours);
        foreach (var name in _own)
        {
            Assert.Equal(expected["headers"]?[name] is null, ours["headers"]?[name] is null);
            (expected["headers"] as JsonObject)?.Remove(name);
            (ours["headers"] as JsonObject)?.Remove(name);
        }

        comparer.Compare(expected, ours);
    }

    /// <summary>By which the exceptions name it, as they do messages.</summary>
    private static JsonObject Route(JsonObject request) => new() { ["operation"] = "GET", ["resource"] = request["path"]?.DeepClone() };
}
