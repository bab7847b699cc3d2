using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>
/// KubeEdge's own definitions with their schemas, as far as they are checked without having been installed: those of rules, which people write
/// by hand. An installed definition takes the place of the one here.
/// </summary>
internal static class KubeEdgeDefinitions
{
    private const string ResourceName = "rules.json";

    /// <summary>New instances each time, since a schema belongs to the table that its type stands in.</summary>
    public static IReadOnlyList<ResourceType> Load()
    {
        using var stream = typeof(KubeEdgeDefinitions).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"{ResourceName} is not in the package.");
        var definitions = JsonNode.Parse(stream) as JsonArray ?? [];
        return [.. definitions.OfType<JsonObject>().SelectMany(CustomResource.TypesOf)];
    }
}
