using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>Where the scale of an object is.</summary>
/// <param name="Spec">The wanted number of replicas.</param>
/// <param name="Status">The present number of replicas.</param>
/// <param name="Selector">The selector as text; null when there is none.</param>
internal sealed record ScalePaths(FieldPath Spec, FieldPath Status, FieldPath? Selector)
{
    public static ScalePaths Read(JsonObject scale) => new(
        FieldPath.Parse(JsonField.Text(scale, "specReplicasPath")),
        FieldPath.Parse(JsonField.Text(scale, "statusReplicasPath")),
        JsonField.Text(scale, "labelSelectorPath") is { Length: > 0 } selector ? FieldPath.Parse(selector) : null);
}
