using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Reads what a node sent, with a status that says what is wrong with it.</summary>
internal static class RequestContent
{
    /// <summary>
    /// The object in the content, under the name and namespace of the message's path, with the type that the original's typed clients
    /// leave out. Null with a status when it is none.
    /// </summary>
    public static KubeObject? Read(UpstreamRequest request, ResourceType type, out KubeResult failure)
    {
        failure = default;
        if (ReadNode(request.Content) is not { } node)
        {
            failure = Unreadable(request);
            return null;
        }

        node["apiVersion"] = type.ApiVersion;
        node["kind"] = type.Kind;
        if (node["metadata"] is not JsonObject metadata)
        {
            node["metadata"] = metadata = [];
        }

        metadata["name"] = request.Path.Name;
        if (type.IsNamespaced)
        {
            metadata["namespace"] = request.Namespace;
        }

        if (KubeObject.TryParse(Encoding.UTF8.GetBytes(node.ToJsonString()), out var value, out var error))
        {
            return value;
        }

        failure = new KubeResult(null, KubeStatus.BadRequest($"{request.Operation} {request.Path}: content: {error}"));
        return null;
    }

    /// <summary>The JSON object in the content; null when it is none.</summary>
    public static JsonObject? ReadNode(ReadOnlyMemory<byte> content)
    {
        try
        {
            var node = JsonNode.Parse(content.Span) as JsonObject;

            // Repeated members show at the first access only.
            _ = node?.Count;
            return node;
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    public static KubeResult Unreadable(UpstreamRequest request) =>
        new(null, KubeStatus.BadRequest($"{request.Operation} {request.Path}: the content is no JSON object"));
}
