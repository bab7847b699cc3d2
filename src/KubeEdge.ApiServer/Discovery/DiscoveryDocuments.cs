using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>The documents below <c>/api</c> and <c>/apis</c> in their older form, one per group version.</summary>
internal sealed class DiscoveryDocuments(ResourceGroups groups)
{
    public static JsonObject ApiVersions(string serverAddress) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(
            new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = serverAddress }),
    };

    public JsonObject GroupList() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = ToArray(groups.Named.Select(Group)),
    };

    public JsonObject? SingleGroup(string name)
    {
        if (name.Length == 0 || groups.VersionsOf(name) is null)
        {
            return null;
        }

        var group = Group(name);
        group.Insert(0, "kind", "APIGroup");
        group.Insert(1, "apiVersion", "v1");
        return group;
    }

    public JsonObject? ResourceList(string apiVersion) => groups.TypesOf(apiVersion) is { } types
        ? new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = apiVersion,
            ["resources"] = ToArray(types.SelectMany(Entries)),
        }
        : null;

    private JsonObject Group(string name)
    {
        var versions = groups.VersionsOf(name) ?? [];
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = ToArray(versions.Select(version => GroupVersion(name, version))),
            ["preferredVersion"] = GroupVersion(name, versions[0]),
        };
    }

    private static JsonObject GroupVersion(string group, string version) =>
        new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static IEnumerable<JsonObject> Entries(ResourceType type)
    {
        var entry = Entry(type, type.Plural, type.Verbs);
        if (!type.ShortNames.IsEmpty)
        {
            entry["shortNames"] = ToArray(type.ShortNames.Select(name => JsonValue.Create(name)));
        }

        if (!type.Categories.IsEmpty)
        {
            entry["categories"] = ToArray(type.Categories.Select(name => JsonValue.Create(name)));
        }

        yield return entry;
        foreach (var subresource in Subresources.Of(type))
        {
            var content = Subresources.ContentOf(type, subresource);
            var below = Entry(type, $"{type.Plural}/{subresource}", Subresources.VerbsOf(subresource));
            below["kind"] = content.Kind;
            if (content != type)
            {
                below["group"] = content.Group;
                below["version"] = content.Version;
            }

            yield return below;
        }
    }

    private static JsonObject Entry(ResourceType type, string name, IEnumerable<string> verbs) => new()
    {
        ["name"] = name,
        // Empty for built-in resources before 1.28 and ever since allowed: kubectl then takes the lower-case kind.
        ["singularName"] = type.IsCustom && !name.Contains('/', StringComparison.Ordinal) ? type.Singular : string.Empty,
        ["namespaced"] = type.IsNamespaced,
        ["kind"] = type.Kind,
        ["verbs"] = ToArray(verbs.Select(verb => JsonValue.Create(verb))),
    };

    private static JsonArray ToArray(IEnumerable<JsonNode> items) => [.. items];
}
