using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Changes objects. Nothing is overwritten that the change was not made from.</summary>
internal sealed class ObjectUpdater(IMetaStore store, ResourceStrategies strategies, ObjectRemover remover)
{
    /// <summary>How often a change without a version of its own is made again on top of somebody else's.</summary>
    private const int Attempts = 50;

    public async ValueTask<WriteOutcome> UpdateAsync(UpdateRequest request, ObjectChange change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.GetAsync(request.Key, cancellationToken).ConfigureAwait(false) is not { } stored)
            {
                return KubeStatus.NotFound(request.Type, request.Key.Name);
            }

            if (await TryAsync(request, change, stored, cancellationToken).ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }
        }

        return KubeStatus.Conflict(request.Type, request.Key.Name);
    }

    /// <summary>Null: the object was changed meanwhile.</summary>
    private async ValueTask<WriteOutcome?> TryAsync(
        UpdateRequest request, ObjectChange change, StoredObject stored, CancellationToken cancellationToken)
    {
        var current = ObjectJson.Parse(stored.Json);
        if (change(current, out var value) is { } refused)
        {
            return refused;
        }

        if (CheckPreconditions(request, value, stored) is { } conflict)
        {
            return conflict;
        }

        Prepare(request, value, current);
        if (Validate(request, value, current) is { } invalid)
        {
            return invalid;
        }

        if (JsonNode.DeepEquals(value, current))
        {
            return WriteOutcome.Ok(stored.Json);
        }

        if (ObjectMeta.IsDeleting(value) && !ObjectRemover.IsHeld(request.Type, value))
        {
            // The last one who held it has let go.
            return await remover.FinishAsync(request, value, stored, cancellationToken).ConfigureAwait(false);
        }

        return await StoreAsync(request, value, stored, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<WriteOutcome?> StoreAsync(
        UpdateRequest request, JsonObject value, StoredObject stored, CancellationToken cancellationToken)
    {
        if (!RenderedObject.TryCreate(value, out var rendered, out var unreadable))
        {
            return unreadable;
        }

        if (request.DryRun)
        {
            return WriteOutcome.Ok(rendered.Json);
        }

        var batch = new StoreBatch();
        var options = new PutOptions
        {
            Origin = stored.Origin,
            ExpectedRevision = stored.Revision,
            Lifetime = strategies.Of(request.Type).Lifetime,
        };
        batch.Put(request.Key, stored.Uid, rendered.Render, options);
        var result = await store.CommitAsync(batch, Durability.Full, cancellationToken).ConfigureAwait(false);
        return CommitFailures.ToOutcome(result, WriteOutcome.Ok(rendered.Json));
    }

    private static KubeStatus? CheckPreconditions(UpdateRequest request, JsonObject value, StoredObject stored)
    {
        var version = ObjectMeta.Text(value, "resourceVersion");
        if (version.Length > 0)
        {
            if (!ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new KubeStatus(400, StatusReasons.Unknown, $"strconv.ParseUint: parsing {GoText.Quote(version)}: invalid syntax");
            }

            if (number != 0 && number != stored.ResourceVersion)
            {
                return KubeStatus.Conflict(request.Type, request.Key.Name);
            }
        }

        var uid = ObjectMeta.Text(value, "uid");
        if (uid.Length == 0 || uid == stored.Uid)
        {
            return null;
        }

        var group = request.Type.IsCustom ? $"{request.Type.Group}/" : string.Empty;
        var place = request.Key.Namespace is { } ns ? $"{ns}/{request.Key.Name}" : request.Key.Name;
        return KubeStatus.Conflict(
            request.Type,
            request.Key.Name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{group}{request.Type.Plural}/{place}, ResourceVersion: 0, "
            + $"AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {stored.Uid}");
    }

    private void Prepare(UpdateRequest request, JsonObject value, JsonObject current)
    {
        ObjectIdentity.Restore(value, current);
        var strategy = strategies.Of(request.Type);
        if (request.IsFinalize)
        {
            NamespaceStrategy.PrepareForFinalize(value, current);
        }
        else if (request.IsStatus)
        {
            strategy.PrepareForStatusUpdate(value, current);
        }
        else
        {
            strategy.PrepareForUpdate(value, current);
        }
    }

    private KubeStatus? Validate(UpdateRequest request, JsonObject value, JsonObject current)
    {
        var strategy = strategies.Of(request.Type);
        var errors = new FieldErrors();
        MetadataRules.Check(request.Type, strategy.NameRule, value, errors);
        MetadataRules.CheckUpdate(value, current, errors);

        // Who reports the status of a built-in object cannot mend its spec, so that is not held against the report.
        if (!request.IsStatus || request.Type.IsCustom)
        {
            strategy.ValidateUpdate(value, current, errors);
            strategy.Validate(value, errors);
        }

        return errors.ToStatus(request.Type, request.Key.Name);
    }
}
