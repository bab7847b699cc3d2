using System.Text.Json.Nodes;

namespace KubeEdge.DeviceTwin.Tests.Vectors;

/// <summary>One recorded exchange with the original's module.</summary>
internal sealed class Vector(JsonObject json)
{
    private static readonly Lazy<IReadOnlyDictionary<string, Vector>> _all =
        new(static () => Load("vectors").ToDictionary(static x => x.Id));

    public static IReadOnlyDictionary<string, Vector> All => _all.Value;

    public string Id => Text("id");

    public string Device => Text("device");

    public bool IsLinked => Text("link") == "up";

    public IEnumerable<JsonObject> Setup => Items("setup");

    public IEnumerable<JsonObject> Input => Items("input");

    public IEnumerable<JsonObject> Output => Items("output");

    public JsonObject StateAfter => json["state_after"]!.AsObject();

    public static IEnumerable<Vector> Load(string section)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Vectors", "devicetwin.json");
        return JsonNode.Parse(File.ReadAllText(file))![section]!.AsArray().Select(static item => new Vector(item!.AsObject()));
    }

    public string Text(string name) => json[name]?.GetValue<string>() ?? string.Empty;

    private IEnumerable<JsonObject> Items(string name) => json[name]!.AsArray().Select(static item => item!.AsObject());
}
