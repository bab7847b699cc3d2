using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Resources;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Hosting;

/// <summary>
/// Installs the definitions of KubeEdge's resources, as its installer does on a cluster, so that <c>kubectl get crd</c> names them and
/// a definition with a stricter schema can be applied over each.
/// </summary>
internal sealed class FirstDefinitions(ServedResources served, ObjectCreator creator)
{
    private const string GroupSuffix = ".kubeedge.io";

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!served.Table.TryGetByPlural(DefinitionStrategy.Group, DefinitionStrategy.Plural, out var definitions))
        {
            return;
        }

        var resources = ResourceTable.Default.All
            .Where(type => type.Group.EndsWith(GroupSuffix, StringComparison.Ordinal))
            .GroupBy(type => type.QualifiedName, StringComparer.Ordinal);
        foreach (var versions in resources)
        {
            var value = KubeEdgeDefinitions.DocumentOf(versions.Key) ?? Define(definitions, [.. versions]);
            var outcome = await creator.CreateAsync(definitions, null, value, dryRun: false, cancellationToken).ConfigureAwait(false);
            if (outcome.Status is { Reason: not StatusReasons.AlreadyExists } failed)
            {
                throw new InvalidOperationException($"The definition {versions.Key} cannot be installed: {failed.Message}");
            }
        }
    }

    /// <summary>A definition whose schema takes any fields: the controllers and the node check what they read.</summary>
    private static JsonObject Define(ResourceType definitions, ResourceType[] versions)
    {
        var first = versions[0];
        var names = new JsonObject { ["plural"] = first.Plural, ["singular"] = first.Singular, ["kind"] = first.Kind };
        if (!first.ShortNames.IsEmpty)
        {
            names["shortNames"] = new JsonArray([.. first.ShortNames.Select(name => (JsonNode)name)]);
        }

        return new JsonObject
        {
            ["apiVersion"] = definitions.ApiVersion,
            ["kind"] = definitions.Kind,
            ["metadata"] = new JsonObject { ["name"] = first.QualifiedName },
            ["spec"] = new JsonObject
            {
                ["group"] = first.Group,
                ["names"] = names,
                ["scope"] = first.IsNamespaced ? "Namespaced" : "Cluster",
                ["versions"] = new JsonArray([.. versions.Select((version, index) => (JsonNode)Version(version, isStored: index == 0))]),
            },
        };
    }

    private static JsonObject Version(ResourceType type, bool isStored)
    {
        var version = new JsonObject
        {
            ["name"] = type.Version,
            ["served"] = true,
            ["storage"] = isStored,
            ["schema"] = new JsonObject
            {
                ["openAPIV3Schema"] = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true },
            },
        };
        if (type.HasStatus)
        {
            version["subresources"] = new JsonObject { ["status"] = new JsonObject() };
        }

        return version;
    }
}
