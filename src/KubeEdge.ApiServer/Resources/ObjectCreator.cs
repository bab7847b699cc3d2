using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Creates objects.</summary>
internal sealed class ObjectCreator(
    IMetaStore store, ServedResources served, ResourceStrategies strategies, IdentitySource identities, CreationGate gate)
{
    /// <summary>A generated name is taken once in 14 million; eight such accidents in a row are no accident.</summary>
    private const int NameAttempts = 8;

    public async ValueTask<WriteOutcome> CreateAsync(
        ResourceType type, string? ns, JsonObject value, bool dryRun, CancellationToken cancellationToken)
    {
        if (Complete(type, ns, value) is { } refused)
        {
            return refused;
        }

        await gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await CheckNamespaceAsync(type, ns, value, cancellationToken).ConfigureAwait(false) is { } closed
                ? closed
                : await StoreAsync(type, ns, value, dryRun, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }

    private KubeStatus? Complete(ResourceType type, string? ns, JsonObject value)
    {
        if (ObjectIdentity.SetNamespace(type, value, ns) is { } wrong)
        {
            return wrong;
        }

        if (ObjectMeta.Text(value, "resourceVersion") is not ("" or "0"))
        {
            return KubeStatus.BadRequest("resourceVersion should not be set on objects to be created");
        }

        ObjectMeta.Of(value).Remove("resourceVersion");
        ObjectIdentity.Assign(value, identities);
        strategies.Of(type).PrepareForCreate(value);
        return null;
    }

    private async ValueTask<WriteOutcome> StoreAsync(
        ResourceType type, string? ns, JsonObject value, bool dryRun, CancellationToken cancellationToken)
    {
        var prefix = ObjectMeta.Name(value).Length == 0 ? ObjectMeta.Text(value, "generateName") : string.Empty;
        for (var attempt = 1; ; attempt++)
        {
            if (prefix.Length > 0)
            {
                ObjectMeta.Of(value)["name"] = IdentitySource.NewName(prefix);
            }

            var outcome = await StoreOnceAsync(type, ns, value, dryRun, cancellationToken).ConfigureAwait(false);
            if (prefix.Length == 0 || attempt == NameAttempts || outcome.Status is not { Reason: StatusReasons.AlreadyExists })
            {
                return outcome;
            }
        }
    }

    private async ValueTask<WriteOutcome> StoreOnceAsync(
        ResourceType type, string? ns, JsonObject value, bool dryRun, CancellationToken cancellationToken)
    {
        var name = ObjectMeta.Name(value);
        var strategy = strategies.Of(type);
        var errors = new FieldErrors();
        MetadataRules.Check(type, strategy.NameRule, value, errors);
        strategy.Validate(value, errors);
        if (errors.ToStatus(type, name) is { } invalid)
        {
            return invalid;
        }

        if (!RenderedObject.TryCreate(value, out var rendered, out var unreadable))
        {
            return unreadable;
        }

        var key = type.Key(ns, name);
        if (dryRun)
        {
            return await ExistsAsync(type, key, cancellationToken).ConfigureAwait(false) is { } exists
                ? exists
                : WriteOutcome.Created(rendered.Json);
        }

        var batch = new StoreBatch();
        batch.Put(key, rendered.Uid, rendered.Render, new PutOptions { ExpectedRevision = 0, Lifetime = strategy.Lifetime });
        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        if (result.Status is CommitStatus.Conflict)
        {
            return await ExistsAsync(type, key, cancellationToken).ConfigureAwait(false) ?? KubeStatus.AlreadyExists(type, name);
        }

        return CommitFailures.ToStatus(result) is { } failed ? failed : WriteOutcome.Created(rendered.Json);
    }

    private async ValueTask<KubeStatus?> ExistsAsync(ResourceType type, ResourceKey key, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var exists = KubeStatus.AlreadyExists(type, key.Name);
        return KubeObject.Parse(found.Json).IsDeleting
            ? new KubeStatus(exists.Code, exists.Reason, $"object is being deleted: {exists.Message}", exists.Details)
            : exists;
    }

    private async ValueTask<KubeStatus?> CheckNamespaceAsync(
        ResourceType type, string? ns, JsonObject value, CancellationToken cancellationToken)
    {
        if (!type.IsNamespaced || ns is null || !served.Table.TryGetByPlural(string.Empty, "namespaces", out var namespaces))
        {
            return null;
        }

        if (await store.GetAsync(namespaces.Key(null, ns), cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return KubeStatus.NotFound(namespaces, ns);
        }

        if (!ObjectMeta.IsDeleting(ObjectJson.Parse(found.Json)))
        {
            return null;
        }

        var forbidden = KubeStatus.Forbidden(
            type, ObjectMeta.Name(value), $"unable to create new content in namespace {ns} because it is being terminated");
        var cause = new KubeStatusCause("NamespaceTerminating", $"namespace {ns} is being terminated", "metadata.namespace");
        return new KubeStatus(forbidden.Code, forbidden.Reason, forbidden.Message, forbidden.Details is { } details ? details with { Causes = [cause] } : null);
    }
}
