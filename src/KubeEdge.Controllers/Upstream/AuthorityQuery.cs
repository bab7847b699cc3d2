using System.Text.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>The cluster's own certificate authority, which edges since 1.17 ask for under <c>k8s/ca.crt</c>.</summary>
internal sealed class AuthorityQuery(KubeClient client)
{
    public const string Resource = "k8s/ca.crt";
    private const string Published = "kube-root-ca.crt";

    /// <summary>The authority as PEM text, from the ConfigMap that every namespace has; or the API's error.</summary>
    public async ValueTask<UpstreamAnswer> AnswerAsync(CancellationToken cancellationToken)
    {
        var found = await client.GetAsync(WireTypes.ConfigMaps, "default", Published, cancellationToken).ConfigureAwait(false);
        if (found.Object is { } map)
        {
            using var document = JsonDocument.Parse(map.Json);
            if (document.RootElement.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Object
                && data.TryGetProperty("ca.crt"u8, out var pem) && pem.GetString() is { } text)
            {
                return new UpstreamAnswer(MessageContent.Text(text));
            }
        }

        return AnswerForms.Bare(found.IsSuccess ? default : found);
    }
}
