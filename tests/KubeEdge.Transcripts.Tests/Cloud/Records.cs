using System.Text.Json.Nodes;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>Objects that a replay needs and the recordings do not show.</summary>
internal static class Records
{
    /// <summary>The resources of <see cref="LastOnes"/> as they are pushed.</summary>
    public static string[] LastResources { get; } = ["default/configmap/last", "default/secret/last", "default/pod/last"];

    /// <summary>A ConfigMap, a Secret and the node's pod that names both.</summary>
    public static IEnumerable<JsonObject> LastOnes(string node) =>
    [
        Parse("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"last","namespace":"default"}}"""),
        Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"last","namespace":"default"}}"""),
        Parse($$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"last","namespace":"default"},"spec":{"nodeName":"{{{node}}}","containers":
             [{"name":"c","image":"i","envFrom":[{"configMapRef":{"name":"last"}},{"secretRef":{"name":"last"}}]}]}}
            """),
    ];

    /// <summary>The record that a node holds the object that a recorded deletion names.</summary>
    public static JsonObject Of(string node, JsonNode? deletion)
    {
        var metadata = deletion?["content"]?["metadata"] ?? throw new FormatException("The deletion names nothing.");
        var isModel = ((string?)deletion["route"]?["resource"])?.Contains("/devicemodel/", StringComparison.Ordinal) == true;
        return Parse($$$"""
            {"apiVersion":"reliablesyncs.kubeedge.io/v1alpha1","kind":"ObjectSync",
             "metadata":{"name":"{{{node}}}.{{{metadata["uid"]}}}","namespace":"{{{metadata["namespace"]}}}"},
             "spec":{"objectAPIVersion":"{{{(isModel ? "devices.kubeedge.io/v1beta1" : "v1")}}}",
                     "objectKind":"{{{(isModel ? "DeviceModel" : "ConfigMap")}}}","objectName":"{{{metadata["name"]}}}"},
             "status":{"objectResourceVersion":"1"}}
            """);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json) as JsonObject ?? throw new FormatException(json);
}
