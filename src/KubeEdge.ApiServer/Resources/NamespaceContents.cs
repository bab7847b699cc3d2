using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Tokens;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>
/// What pods expect in every namespace and a cluster's controllers put there: the default service account and the API's certificate.
/// </summary>
/// <param name="served">The resources that are served.</param>
/// <param name="creator">Makes the objects.</param>
/// <param name="key">Whose certificate it is; null when namespaces stay empty.</param>
internal sealed class NamespaceContents(ServedResources served, ObjectCreator creator, SigningKey? key)
{
    /// <summary>Makes what is missing; what is there stays as it is.</summary>
    /// <returns>Null, or why something cannot be made.</returns>
    public async ValueTask<KubeStatus?> EnsureAsync(string ns, CancellationToken cancellationToken) => key is null
        ? null
        : await EnsureAsync(ns, "serviceaccounts", "default", null, cancellationToken).ConfigureAwait(false)
        ?? await EnsureAsync(
            ns,
            "configmaps",
            "kube-root-ca.crt",
            new JsonObject { ["ca.crt"] = key.CertificatePem },
            cancellationToken).ConfigureAwait(false);

    private async ValueTask<KubeStatus?> EnsureAsync(
        string ns, string plural, string name, JsonObject? data, CancellationToken cancellationToken)
    {
        if (!served.Table.TryGetByPlural(string.Empty, plural, out var type))
        {
            return null;
        }

        var value = new JsonObject
        {
            ["apiVersion"] = type.ApiVersion,
            ["kind"] = type.Kind,
            ["metadata"] = new JsonObject { ["name"] = name },
        };
        if (data is not null)
        {
            value["data"] = data;
        }

        var outcome = await creator.CreateAsync(type, ns, value, dryRun: false, cancellationToken).ConfigureAwait(false);

        // A namespace that was deleted at once needs nothing.
        return outcome.Status is { Reason: not (StatusReasons.AlreadyExists or StatusReasons.NotFound or StatusReasons.Forbidden) } failed
            ? failed
            : null;
    }
}
