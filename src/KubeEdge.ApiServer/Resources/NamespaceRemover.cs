using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>
/// Deletes a namespace with all that is in it, in one commit. Where finalizers keep something, the rest goes, the namespace is marked,
/// and it disappears together with the last object in it.
/// </summary>
internal sealed class NamespaceRemover(IMetaStore store, ServedResources served, IdentitySource identities, CreationGate gate)
{
    private const int Attempts = 50;
    private static readonly string[] _protected = ["default", "kube-system", "kube-public"];

    public static bool IsNamespace(ResourceType type) => type is { Group: "", Plural: "namespaces" };

    /// <summary>Null: something was changed meanwhile.</summary>
    public async ValueTask<WriteOutcome?> DeleteAsync(
        ResourceType type, StoredObject stored, bool dryRun, CancellationToken cancellationToken)
    {
        var name = stored.Key.Name;
        if (_protected.Contains(name, StringComparer.Ordinal))
        {
            return KubeStatus.Forbidden(type, name, "this namespace may not be deleted");
        }

        await gate.CloseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RemoveAsync(type, stored, ObjectJson.Parse(stored.Json), dryRun, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Open();
        }
    }

    /// <summary>Goes on with a namespace whose last finalizer an update takes away. Null: something was changed meanwhile.</summary>
    public async ValueTask<WriteOutcome?> FinishAsync(
        ResourceType type, StoredObject stored, JsonObject value, CancellationToken cancellationToken)
    {
        await gate.CloseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RemoveAsync(type, stored, value, dryRun: false, cancellationToken).ConfigureAwait(false) switch
            {
                { Status.IsSuccess: true } => WriteOutcome.Ok(ObjectJson.Write(value)),
                var outcome => outcome,
            };
        }
        finally
        {
            gate.Open();
        }
    }

    /// <summary>Removes a namespace that was marked and has become empty; nothing else happens.</summary>
    public async ValueTask SweepAsync(string name, CancellationToken cancellationToken)
    {
        if (!served.Table.TryGetByPlural(string.Empty, "namespaces", out var type))
        {
            return;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = await store.GetAsync(type.Key(null, name), cancellationToken).ConfigureAwait(false);
            if (stored is null || !KubeObject.Parse(stored.Json).IsDeleting
                || await DeleteAsync(type, stored, dryRun: false, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }
        }
    }

    private async ValueTask<WriteOutcome?> RemoveAsync(
        ResourceType type, StoredObject stored, JsonObject value, bool dryRun, CancellationToken cancellationToken)
    {
        var contents = await ContentsAsync(stored.Key.Name, cancellationToken).ConfigureAwait(false);
        var batch = new StoreBatch();
        var held = NamespaceStrategy.IsHeld(value);
        foreach (var item in contents)
        {
            held |= AddContent(batch, item);
        }

        if (!held)
        {
            var deleted = KubeStatus.Deleted(type, stored.Key.Name, stored.Uid);
            if (dryRun)
            {
                return deleted;
            }

            batch.Delete(stored.Key, new DeleteOptions { ExpectedRevision = stored.Revision, Render = RenderedObject.Tombstone });
            return CommitFailures.ToOutcome(
                await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false), deleted);
        }

        Mark(value);
        if (!RenderedObject.TryCreate(value, out var rendered, out var unreadable))
        {
            return unreadable;
        }

        if (dryRun)
        {
            return WriteOutcome.Ok(rendered.Json);
        }

        if (!JsonNode.DeepEquals(value, ObjectJson.Parse(stored.Json)))
        {
            batch.Put(stored.Key, stored.Uid, rendered.Render, new PutOptions { ExpectedRevision = stored.Revision });
        }

        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        return CommitFailures.ToOutcome(result, WriteOutcome.Ok(rendered.Json));
    }

    /// <summary>Adds the removal of one object to the batch; true when it stays because of its finalizers.</summary>
    private bool AddContent(StoreBatch batch, StoredObject item)
    {
        var value = ObjectJson.Parse(item.Json);
        if (!ObjectMeta.HasFinalizers(value))
        {
            batch.Delete(item.Key, new DeleteOptions { ExpectedRevision = item.Revision, Render = RenderedObject.Tombstone });
            return false;
        }

        if (!ObjectMeta.IsDeleting(value))
        {
            var metadata = ObjectMeta.Of(value);
            metadata["deletionTimestamp"] = identities.Now();
            metadata["deletionGracePeriodSeconds"] = 0;
            if (RenderedObject.TryCreate(value, out var rendered, out _))
            {
                batch.Put(item.Key, item.Uid, rendered.Render, new PutOptions { Origin = item.Origin, ExpectedRevision = item.Revision });
            }
        }

        return true;
    }

    private void Mark(JsonObject value)
    {
        if (!ObjectMeta.IsDeleting(value))
        {
            ObjectMeta.Of(value)["deletionTimestamp"] = identities.Now();
        }

        if (value["status"] is not JsonObject status)
        {
            value["status"] = status = [];
        }

        status["phase"] = "Terminating";
    }

    private async ValueTask<List<StoredObject>> ContentsAsync(string ns, CancellationToken cancellationToken)
    {
        var contents = new List<StoredObject>();
        foreach (var resource in served.Table.All.Where(type => type.IsNamespaced).Select(type => (type.Group, type.Plural)).Distinct())
        {
            var snapshot = await store.SnapshotAsync(new ResourceQuery(resource.Group, resource.Plural, ns), cancellationToken).ConfigureAwait(false);
            contents.AddRange(snapshot.Objects);
        }

        return contents;
    }
}
