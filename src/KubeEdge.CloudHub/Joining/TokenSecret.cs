using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Joining;

/// <summary>The Secret <c>kubeedge/tokensecret</c>, where the original's installer reads the token.</summary>
internal sealed partial class TokenSecret(KubeClient client, TimeProvider timeProvider, ILogger<TokenSecret> logger)
{
    private const int Conflict = 409;
    private const int NotFound = 404;
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(5);

    private static ResourceType Secrets { get; } = Type("secrets");

    private static ResourceType Namespaces { get; } = Type("namespaces");

    /// <summary>Writes a token, as often as it takes, and waits for the rest of the time until the next is due.</summary>
    public async Task PublishAsync(string token, TimeSpan until, CancellationToken cancellationToken)
    {
        var began = timeProvider.GetTimestamp();
        var warned = false;
        while (await TryWriteAsync(token, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            if (!warned)
            {
                Log.NotPublished(logger, problem);
                warned = true;
            }

            await Task.Delay(_retry, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        var left = until - timeProvider.GetElapsedTime(began);
        await Task.Delay(left > _retry ? left : _retry, timeProvider, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> TryWriteAsync(string token, CancellationToken cancellationToken)
    {
        var secret = KubeObject.FromNode(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = JoinNames.TokenSecret, ["namespace"] = JoinNames.Namespace },
            ["type"] = "Opaque",
            ["data"] = new JsonObject { [JoinNames.TokenData] = Convert.ToBase64String(Encoding.ASCII.GetBytes(token)) },
        });
        var result = await client.CreateAsync(Secrets, JoinNames.Namespace, secret, cancellationToken).ConfigureAwait(false);
        if (result.Error is { Code: NotFound })
        {
            var space = new JsonObject
            {
                ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = JoinNames.Namespace },
            };
            await client.CreateAsync(Namespaces, null, KubeObject.FromNode(space), cancellationToken).ConfigureAwait(false);
            result = await client.CreateAsync(Secrets, JoinNames.Namespace, secret, cancellationToken).ConfigureAwait(false);
        }

        if (result.Error is { Code: Conflict })
        {
            result = await client.UpdateAsync(Secrets, JoinNames.Namespace, secret, cancellationToken).ConfigureAwait(false);
        }

        return result.Error?.Message;
    }

    private static ResourceType Type(string plural) => ResourceTable.Default.TryGetByPlural(string.Empty, plural, out var type)
        ? type
        : throw new InvalidOperationException($"The resource table has no {plural}.");
}
