using System.Text;
using System.Text.Json;

namespace KubeEdge.Viaduct.Tests.Vectors;

/// <summary>One recorded exchange of the original over WebSocket: the bytes of its frames and the payload in them.</summary>
internal sealed record WireVector(string Id, bool IsMasked, byte[] Wire, byte[] Payload)
{
    private static readonly Dictionary<string, WireVector> _all = Load();

    /// <summary>Those that carry a message.</summary>
    public static IEnumerable<WireVector> All => _all.Values.Where(v => v.Payload.Length > 0);

    /// <summary>Those that carry a message which the receiving transport does not answer itself.</summary>
    public static TheoryData<string> Delivered => [.. All.Where(v => !IsControl(v.Id)).Select(v => v.Id)];

    public static TheoryData<string> Ids => [.. All.Select(v => v.Id)];

    public static WireVector Get(string id) => _all[id];

    private static bool IsControl(string id) => id is "ws-control-ping-c2s" or "ws-control-pong-c2s" or "ws-control-config-c2s";

    private static Dictionary<string, WireVector> Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "viaduct-wire.json")));
        return document.RootElement.GetProperty("vectors").EnumerateArray()
            .Where(v => v.GetProperty("transport").GetString() == "websocket")
            .Select(v => new WireVector(
                v.GetProperty("id").GetString()!,
                v.GetProperty("direction").GetString() == "client-to-server",
                Convert.FromHexString(v.GetProperty("wire_hex").GetString()!),
                Encoding.UTF8.GetBytes(v.GetProperty("payload_utf8").GetString()!)))
            .ToDictionary(v => v.Id);
    }
}
