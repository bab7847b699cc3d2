using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Tokens;

/// <summary>The object that a token is bound to.</summary>
/// <param name="Kind"><c>Pod</c>, <c>Secret</c> or <c>Node</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its uid; empty when the request leaves it open.</param>
internal sealed record BoundObject(string Kind, string Name, string Uid)
{
    /// <summary>The resource; empty for a kind that tokens cannot be bound to.</summary>
    public string Plural => Kind switch { "Pod" => "pods", "Secret" => "secrets", "Node" => "nodes", _ => string.Empty };

    /// <summary>Its name among the claims.</summary>
    public string Claim => Kind switch { "Pod" => "pod", "Secret" => "secret", _ => "node" };

    /// <summary>Reads the reference of a request; null when there is none.</summary>
    public static BoundObject? Read(JsonObject request) =>
        request["spec"] is JsonObject spec && spec["boundObjectRef"] is JsonObject reference
        ? new BoundObject(JsonField.Text(reference, "kind"), JsonField.Text(reference, "name"), JsonField.Text(reference, "uid"))
        : null;
}
