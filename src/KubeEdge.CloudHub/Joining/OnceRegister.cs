using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// Remembers in the API what may happen once: a single-use token, the first name of a key. One ConfigMap each, created and never changed,
/// so that of two hubs only one can be first.
/// </summary>
internal sealed class OnceRegister(KubeClient client, TimeProvider timeProvider)
{
    private const int Conflict = 409;
    private const int NotFound = 404;
    private static readonly TimeSpan _repeatable = TimeSpan.FromMinutes(10);

    private static ResourceType ConfigMaps { get; } = Type("configmaps");

    private static ResourceType Namespaces { get; } = Type("namespaces");

    /// <summary>
    /// Spends a single-use token for a node's key; true also when the same node spent it with the same key less than ten minutes ago. Null
    /// when the API cannot say. <see cref="UsedTokens"/> forgets it after it has expired.
    /// </summary>
    public async ValueTask<bool?> SpendAsync(JoinToken token, string nodeName, string fingerprint, CancellationToken cancellationToken)
    {
        var name = JoinNames.UsedTokenPrefix + token.Id;
        var now = timeProvider.GetUtcNow();
        var data = new JsonObject
        {
            ["node"] = nodeName,
            ["key"] = fingerprint,
            ["time"] = now.ToString("O", CultureInfo.InvariantCulture),
            [JoinNames.UsedTokenExpires] = token.Expires.ToString("O", CultureInfo.InvariantCulture),
        };
        if (await FirstAsync(name, data, cancellationToken).ConfigureAwait(false) is not { } present)
        {
            return null;
        }

        // The name too: a token that is good for any node would otherwise give one key a certificate for each.
        return (string?)present["key"] == fingerprint
            && (string?)present["node"] == nodeName
            && DateTimeOffset.TryParse((string?)present["time"], CultureInfo.InvariantCulture, out var spent)
            && now - spent < _repeatable;
    }

    /// <summary>The node whose name a key used first, which is this one if none did. Null when the API cannot say.</summary>
    public async ValueTask<string?> PinAsync(string fingerprint, string nodeName, CancellationToken cancellationToken) =>
        (string?)(await FirstAsync($"legacy-key-{fingerprint}", new JsonObject { ["node"] = nodeName }, cancellationToken).ConfigureAwait(false))?["node"];

    /// <summary>What is remembered under a name: what was given here, or what somebody gave before.</summary>
    private async ValueTask<JsonNode?> FirstAsync(string name, JsonObject data, CancellationToken cancellationToken)
    {
        var map = KubeObject.FromNode(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = JoinNames.Namespace },
            ["data"] = data.DeepClone(),
        });
        var created = await client.CreateAsync(ConfigMaps, JoinNames.Namespace, map, cancellationToken).ConfigureAwait(false);
        if (created.Error is { Code: NotFound })
        {
            await CreateNamespaceAsync(cancellationToken).ConfigureAwait(false);
            created = await client.CreateAsync(ConfigMaps, JoinNames.Namespace, map, cancellationToken).ConfigureAwait(false);
        }

        if (created.Error is { Code: Conflict })
        {
            created = await client.GetAsync(ConfigMaps, JoinNames.Namespace, name, cancellationToken).ConfigureAwait(false);
        }

        return created.Object?.ToNode()["data"];
    }

    private Task<KubeResult> CreateNamespaceAsync(CancellationToken cancellationToken) => client.CreateAsync(
        Namespaces,
        null,
        KubeObject.FromNode(new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = JoinNames.Namespace },
        }),
        cancellationToken);

    private static ResourceType Type(string plural) => ResourceTable.Default.TryGetByPlural(string.Empty, plural, out var type)
        ? type
        : throw new InvalidOperationException($"The resource table has no {plural}.");
}
