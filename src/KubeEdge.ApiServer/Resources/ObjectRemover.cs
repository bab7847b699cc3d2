using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Deletes objects, or marks them when finalizers or a grace period keep them.</summary>
internal sealed class ObjectRemover(IMetaStore store, ResourceStrategies strategies, IdentitySource identities, NamespaceRemover namespaces)
{
    private const int Attempts = 50;

    public async ValueTask<WriteOutcome> DeleteAsync(
        ResourceType type, ResourceKey key, DeleteParameters parameters, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                return KubeStatus.NotFound(type, key.Name);
            }

            if (CheckPreconditions(type, key, parameters, stored) is { } conflict)
            {
                return conflict;
            }

            var outcome = NamespaceRemover.IsNamespace(type)
                ? await namespaces.DeleteAsync(type, stored, parameters.DryRun, cancellationToken).ConfigureAwait(false)
                : await TryAsync(type, stored, parameters, cancellationToken).ConfigureAwait(false);
            if (outcome is { } done)
            {
                return done;
            }
        }

        return KubeStatus.Conflict(type, key.Name);
    }

    /// <summary>Whether an object that is being deleted has to wait for somebody.</summary>
    public static bool IsHeld(ResourceType type, JsonObject value) =>
        NamespaceRemover.IsNamespace(type) ? NamespaceStrategy.IsHeld(value)
        : ObjectMeta.HasFinalizers(value) || GraceLeft(value) > 0;

    /// <summary>Removes an object whose last finalizer an update takes away. Null: it was changed meanwhile.</summary>
    public async ValueTask<WriteOutcome?> FinishAsync(
        UpdateRequest request, JsonObject value, StoredObject stored, CancellationToken cancellationToken)
    {
        if (request.DryRun)
        {
            return WriteOutcome.Ok(ObjectJson.Write(value));
        }

        if (NamespaceRemover.IsNamespace(request.Type))
        {
            return await namespaces.FinishAsync(request.Type, stored, value, cancellationToken).ConfigureAwait(false);
        }

        var outcome = await RemoveAsync(request.Type, stored, cancellationToken).ConfigureAwait(false);
        return outcome is { Status.IsSuccess: true } ? WriteOutcome.Ok(ObjectJson.Write(value)) : outcome;
    }

    private async ValueTask<WriteOutcome?> TryAsync(
        ResourceType type, StoredObject stored, DeleteParameters parameters, CancellationToken cancellationToken)
    {
        var value = ObjectJson.Parse(stored.Json);
        var grace = strategies.Of(type).GraceOf(value, parameters.GracePeriodSeconds);
        if (grace <= TimeSpan.Zero && !ObjectMeta.HasFinalizers(value))
        {
            return parameters.DryRun
                ? KubeStatus.Deleted(type, stored.Key.Name, stored.Uid)
                : await RemoveAsync(type, stored, cancellationToken).ConfigureAwait(false);
        }

        if (!Mark(value, grace))
        {
            return WriteOutcome.Ok(stored.Json);
        }

        if (!RenderedObject.TryCreate(value, out var rendered, out var unreadable))
        {
            return unreadable;
        }

        if (parameters.DryRun)
        {
            return WriteOutcome.Ok(rendered.Json);
        }

        var batch = new StoreBatch();
        batch.Put(stored.Key, stored.Uid, rendered.Render, new PutOptions { Origin = stored.Origin, ExpectedRevision = stored.Revision });
        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        return CommitFailures.ToOutcome(result, WriteOutcome.Ok(rendered.Json));
    }

    private async ValueTask<WriteOutcome?> RemoveAsync(ResourceType type, StoredObject stored, CancellationToken cancellationToken)
    {
        var batch = new StoreBatch();
        batch.Delete(stored.Key, new DeleteOptions { ExpectedRevision = stored.Revision, Render = RenderedObject.Tombstone });
        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        if (result.Status is CommitStatus.Conflict)
        {
            return null;
        }

        if (CommitFailures.ToStatus(result) is { } failed)
        {
            return failed;
        }

        if (stored.Key.Namespace is { } ns)
        {
            await namespaces.SweepAsync(ns, cancellationToken).ConfigureAwait(false);
        }

        return KubeStatus.Deleted(type, stored.Key.Name, stored.Uid);
    }

    /// <summary>Sets the deletion time; false when it is set already and would not come earlier.</summary>
    private bool Mark(JsonObject value, TimeSpan grace)
    {
        var seconds = (long)grace.TotalSeconds;
        if (ObjectMeta.IsDeleting(value) && seconds >= GraceLeft(value))
        {
            return false;
        }

        var metadata = ObjectMeta.Of(value);
        metadata["deletionTimestamp"] = identities.Now(grace);
        metadata["deletionGracePeriodSeconds"] = seconds;
        return true;
    }

    private static long GraceLeft(JsonObject value) =>
        value["metadata"]?["deletionGracePeriodSeconds"] is JsonValue number && number.TryGetValue<long>(out var seconds) ? seconds : 0;

    private static KubeStatus? CheckPreconditions(ResourceType type, ResourceKey key, DeleteParameters parameters, StoredObject stored)
    {
        if (parameters.Uid is { Length: > 0 } uid && uid != stored.Uid)
        {
            return KubeStatus.Conflict(
                type,
                key.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({stored.Uid}). The object might have been deleted and then recreated");
        }

        var version = stored.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        return parameters.ResourceVersion is { Length: > 0 } expected && expected != version
            ? KubeStatus.Conflict(
                type,
                key.Name,
                $"the ResourceVersion in the precondition ({expected}) does not match the ResourceVersion in record ({version}). The object might have been modified")
            : null;
    }
}
