using System.Text.Json.Nodes;
using System.Text.Json;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Resources;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tables;
using KubeEdge.ApiServer.Validation;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Tokens;

/// <summary>Answers requests for a token of a service account.</summary>
internal sealed class TokenRequests(
    IMetaStore store, ServedResources served, TokenIssuer issuer, IdentitySource identities, TimeProvider clock)
{
    private const long DefaultSeconds = 3600;
    private const long FewestSeconds = 600;
    private const long MostSeconds = 1L << 32;

    /// <summary>What is asked for and answered; not a resource of its own.</summary>
    public static ResourceType Type { get; } =
        new("authentication.k8s.io", "v1", "tokenrequests", "tokenrequest", "TokenRequest", true, [], true);

    public async ValueTask<WriteOutcome> CreateAsync(
        ResourceType accounts, string? ns, string name, JsonObject request, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(accounts.Key(ns, name), cancellationToken).ConfigureAwait(false) is not { } account)
        {
            return KubeStatus.NotFound(accounts, name);
        }

        if (Check(request, out var seconds, out var audiences) is { } invalid)
        {
            return invalid;
        }

        var bound = BoundObject.Read(request);
        if (bound is not null)
        {
            var (missing, found) = await FindAsync(bound, ns, cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return missing ?? KubeStatus.InternalError("the bound object cannot be read");
            }

            bound = bound with { Uid = found.Uid };
        }

        return WriteOutcome.Created(ObjectJson.Write(Answer(account, request, audiences, seconds, bound)));
    }

    private JsonObject Answer(StoredObject account, JsonObject request, JsonArray audiences, long seconds, BoundObject? bound)
    {
        var now = clock.GetUtcNow();
        var lifetime = TimeSpan.FromSeconds(seconds);
        var spec = new JsonObject { ["audiences"] = audiences, ["expirationSeconds"] = seconds };
        if (bound is not null)
        {
            spec["boundObjectRef"] = request["spec"]?["boundObjectRef"]?.DeepClone();
        }

        return new JsonObject
        {
            ["kind"] = Type.Kind,
            ["apiVersion"] = Type.ApiVersion,
            ["metadata"] = new JsonObject
            {
                ["name"] = account.Key.Name,
                ["namespace"] = account.Key.Namespace,
                ["creationTimestamp"] = identities.Now(),
            },
            ["spec"] = spec,
            ["status"] = new JsonObject
            {
                ["token"] = issuer.Issue(account, audiences, bound, now, now + lifetime),
                ["expirationTimestamp"] = identities.Now(lifetime),
            },
        };
    }

    private static KubeStatus? Check(JsonObject request, out long seconds, out JsonArray audiences)
    {
        var spec = request["spec"] as JsonObject;
        var errors = new FieldErrors();
        seconds = spec?["expirationSeconds"] is JsonValue number && number.TryGetValue<long>(out var asked) ? asked : DefaultSeconds;
        if (seconds < FewestSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }
        else if (seconds > MostSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }

        audiences = [.. (spec?["audiences"] as JsonArray ?? [])
            .Where(static item => item?.GetValueKind() is JsonValueKind.String)
            .Select(static item => item?.DeepClone())];
        if (audiences.Count == 0)
        {
            audiences.Add((JsonNode)JsonValue.Create(TokenIssuer.Issuer));
        }

        return errors.ToStatus(Type, string.Empty);
    }

    /// <summary>The object that a token is bound to must be there, and be the one that is meant.</summary>
    private async ValueTask<(KubeStatus? Error, StoredObject? Found)> FindAsync(
        BoundObject bound, string? ns, CancellationToken cancellationToken)
    {
        if (!served.Table.TryGetByPlural(string.Empty, bound.Plural, out var type))
        {
            return (KubeStatus.BadRequest($"cannot bind token for serviceaccount to object of type {bound.Kind}"), null);
        }

        if (await store.GetAsync(type.Key(ns, bound.Name), cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return (KubeStatus.NotFound(type, bound.Name), null);
        }

        if (bound.Uid.Length == 0 || bound.Uid == found.Uid)
        {
            return (null, found);
        }

        var problem = $"the UID in the bound object reference ({bound.Uid}) does not match the UID in record. "
            + "The object might have been deleted and then recreated";
        return (KubeStatus.Conflict(type, bound.Name, problem), null);
    }
}
