using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>
/// KubeEdge's own definitions with their schemas, as far as they are checked without having been installed: those of rules and devices,
/// which people write by hand; members that they do not name are kept. An installed definition takes the place of the one here.
/// </summary>
internal static class KubeEdgeDefinitions
{
    private static readonly string[] _resources = ["rules.json", "devices.json"];

    /// <summary>New instances each time, since a schema belongs to the table that its type stands in.</summary>
    public static IReadOnlyList<ResourceType> Load() => [.. Documents().SelectMany(CustomResource.TypesOf)];

    /// <summary>The definition of that name, <c>PLURAL.GROUP</c>, or null.</summary>
    public static JsonObject? DocumentOf(string name) => Documents().FirstOrDefault(document => JsonField.Text(document, "metadata", "name") == name);

    private static IEnumerable<JsonObject> Documents() => _resources.SelectMany(static name => DocumentsIn(name).OfType<JsonObject>());

    private static JsonArray DocumentsIn(string name)
    {
        using var stream = typeof(KubeEdgeDefinitions).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the package.");
        return JsonNode.Parse(stream) as JsonArray ?? [];
    }
}
