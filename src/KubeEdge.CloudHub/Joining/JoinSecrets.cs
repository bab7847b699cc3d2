using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Joining;

/// <summary>The Secrets of the namespace <c>kubeedge</c>, in the form of the original.</summary>
internal sealed class JoinSecrets(KubeClient client)
{
    public const int Conflict = 409;
    public const int NotFound = 404;

    private static ResourceType Secrets { get; } = Type("secrets");

    private static ResourceType Namespaces { get; } = Type("namespaces");

    public Task<KubeResult> GetAsync(string name, CancellationToken cancellationToken) =>
        client.GetAsync(Secrets, JoinNames.Namespace, name, cancellationToken);

    /// <summary>Creates a Secret, and the namespace when that is what is missing.</summary>
    public async Task<KubeResult> CreateAsync(KubeObject secret, CancellationToken cancellationToken)
    {
        var result = await client.CreateAsync(Secrets, JoinNames.Namespace, secret, cancellationToken).ConfigureAwait(false);
        if (result.Error is not { Code: NotFound })
        {
            return result;
        }

        var space = new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = JoinNames.Namespace },
        };
        await client.CreateAsync(Namespaces, null, KubeObject.FromNode(space), cancellationToken).ConfigureAwait(false);
        return await client.CreateAsync(Secrets, JoinNames.Namespace, secret, cancellationToken).ConfigureAwait(false);
    }

    public Task<KubeResult> UpdateAsync(KubeObject secret, CancellationToken cancellationToken) =>
        client.UpdateAsync(Secrets, JoinNames.Namespace, secret, cancellationToken);

    /// <summary>A Secret of opaque bytes.</summary>
    public static KubeObject New(string name, params ReadOnlySpan<(string Key, byte[] Value)> data)
    {
        var encoded = new JsonObject();
        foreach (var (key, value) in data)
        {
            encoded[key] = Convert.ToBase64String(value);
        }

        return KubeObject.FromNode(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = JoinNames.Namespace },
            ["type"] = "Opaque",
            ["data"] = encoded,
        });
    }

    private static ResourceType Type(string plural) => ResourceTable.Default.TryGetByPlural(string.Empty, plural, out var type)
        ? type
        : throw new InvalidOperationException($"The resource table has no {plural}.");
}
