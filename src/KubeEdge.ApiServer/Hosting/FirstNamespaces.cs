using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Resources;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Hosting;

/// <summary>Makes the namespaces that every cluster has, and goes on with creations and deletions that a restart interrupted.</summary>
internal sealed class FirstNamespaces(
    IMetaStore store, ServedResources served, ObjectCreator creator, NamespaceRemover remover, NamespaceContents contents)
{
    private static readonly string[] _names = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!served.Table.TryGetByPlural(string.Empty, "namespaces", out var type))
        {
            return;
        }

        foreach (var name in _names)
        {
            var value = new JsonObject
            {
                ["apiVersion"] = type.ApiVersion,
                ["kind"] = type.Kind,
                ["metadata"] = new JsonObject { ["name"] = name },
            };
            var outcome = await creator.CreateAsync(type, null, value, dryRun: false, cancellationToken).ConfigureAwait(false);
            if (outcome.Status is { Reason: not StatusReasons.AlreadyExists } failed)
            {
                throw new InvalidOperationException($"The namespace {name} cannot be made: {failed.Message}");
            }
        }

        await CompleteAsync(type, cancellationToken).ConfigureAwait(false);
    }

    private async Task CompleteAsync(ResourceType type, CancellationToken cancellationToken)
    {
        var snapshot = await store.SnapshotAsync(new ResourceQuery(type.Group, type.Plural), cancellationToken).ConfigureAwait(false);
        foreach (var stored in snapshot.Objects)
        {
            var name = stored.Key.Name;
            if (KubeObject.Parse(stored.Json).IsDeleting)
            {
                await remover.SweepAsync(name, cancellationToken).ConfigureAwait(false);
            }
            else if (await contents.EnsureAsync(name, cancellationToken).ConfigureAwait(false) is { } failed)
            {
                throw new InvalidOperationException($"The namespace {name} cannot be completed: {failed.Message}");
            }
        }
    }
}
