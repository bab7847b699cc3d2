using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>
/// The newer form of discovery, everything below <c>/api</c> or <c>/apis</c> in one document (<c>apidiscovery.k8s.io</c>). kubectl 1.27 and
/// newer asks for it first and then needs no further request.
/// </summary>
internal sealed class AggregatedDiscovery(ResourceGroups groups)
{
    public JsonObject Core(string version) => Document(version, [Group(string.Empty)]);

    public JsonObject Named(string version) => Document(version, groups.Named.Select(Group));

    private static JsonObject Document(string version, IEnumerable<JsonObject> items) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. items]),
    };

    private JsonObject Group(string name)
    {
        var metadata = new JsonObject();
        if (name.Length > 0)
        {
            metadata["name"] = name;
        }

        return new JsonObject
        {
            ["metadata"] = metadata,
            ["versions"] = new JsonArray([.. (groups.VersionsOf(name) ?? []).Select(version => Version(name, version))]),
        };
    }

    private JsonObject Version(string group, string version) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. (groups.TypesOf(group.Length == 0 ? version : $"{group}/{version}") ?? []).Select(Resource)]),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(ResourceType type)
    {
        var resource = new JsonObject
        {
            ["resource"] = type.Plural,
            ["responseKind"] = ResponseKind(type),
            ["scope"] = type.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular,
            ["verbs"] = Texts(type.Verbs),
        };
        if (!type.ShortNames.IsEmpty)
        {
            resource["shortNames"] = Texts(type.ShortNames);
        }

        if (!type.Categories.IsEmpty)
        {
            resource["categories"] = Texts(type.Categories);
        }

        var subresources = Subresources.Of(type).Select(name => new JsonObject
        {
            ["subresource"] = name,
            ["responseKind"] = ResponseKind(Subresources.ContentOf(type, name)),
            ["verbs"] = Texts(Subresources.VerbsOf(name)),
        }).ToArray<JsonNode>();
        if (subresources.Length > 0)
        {
            resource["subresources"] = new JsonArray(subresources);
        }

        return resource;
    }

    private static JsonObject ResponseKind(ResourceType type) =>
        new() { ["group"] = type.Group, ["version"] = type.Version, ["kind"] = type.Kind };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
