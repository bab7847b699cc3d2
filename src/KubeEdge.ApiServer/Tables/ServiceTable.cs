using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Resources;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Services and their endpoints.</summary>
internal static class ServiceTable
{
    private const int ShownEndpoints = 3;

    public static TableDefinition Services { get; } = new(
        [
            TableDefinition.NameColumn, new("Type"), new("Cluster-IP"), new("External-IP"), new("Port(s)"), TableDefinition.AgeColumn,
            new("Selector", Priority: 1),
        ],
        (value, now) =>
        [
            ObjectMeta.Name(value),
            JsonField.Text(value, "spec", "type"),
            JsonField.OrNone(JsonField.Text(value, "spec", "clusterIP")),
            External(value),
            JsonField.OrNone(string.Join(',', JsonField.Items(value, "spec", "ports").Select(Port))),
            ObjectAge.Of(value, now),
            Selector(value["spec"]?["selector"] as JsonObject),
        ]);

    public static TableDefinition Endpoints { get; } = new(
        [TableDefinition.NameColumn, new("Endpoints"), TableDefinition.AgeColumn],
        (value, now) => [ObjectMeta.Name(value), Addresses(value), ObjectAge.Of(value, now)]);

    private static string External(JsonObject value)
    {
        if (JsonField.Text(value, "spec", "type") == "ExternalName")
        {
            return JsonField.Text(value, "spec", "externalName");
        }

        var given = JsonField.Items(value, "spec", "externalIPs").Select(address => JsonField.Text(address));
        if (JsonField.Text(value, "spec", "type") != "LoadBalancer")
        {
            return JsonField.OrNone(string.Join(',', given));
        }

        var balanced = JsonField.Items(value, "status", "loadBalancer", "ingress")
            .Select(ingress => JsonField.Text(ingress, "ip") is { Length: > 0 } address ? address : JsonField.Text(ingress, "hostname"));
        return string.Join(',', balanced.Concat(given)) is { Length: > 0 } addresses ? addresses : "<pending>";
    }

    private static string Port(JsonNode? port)
    {
        var number = JsonField.Number(port, "port").ToString(CultureInfo.InvariantCulture);
        var node = JsonField.Number(port, "nodePort");
        var shown = node == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}:{node}");
        return $"{shown}/{JsonField.Text(port, "protocol")}";
    }

    private static string Selector(JsonObject? selector) => JsonField.OrNone(string.Join(
        ',', (selector ?? []).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={JsonField.Text(label.Value)}")));

    /// <summary>The first few; how many more there are, kubectl is told in the same cell.</summary>
    private static string Addresses(JsonObject value)
    {
        var all = JsonField.Items(value, "subsets").SelectMany(Pairs).ToArray();
        var more = all.Length > ShownEndpoints ? $" + {all.Length - ShownEndpoints} more..." : string.Empty;
        return JsonField.OrNone(string.Join(',', all.Take(ShownEndpoints)) + more);
    }

    private static IEnumerable<string> Pairs(JsonNode? subset)
    {
        var ports = JsonField.Items(subset, "ports").Select(port => JsonField.Number(port, "port")).ToArray();
        var addresses = JsonField.Items(subset, "addresses").Select(address => JsonField.Text(address, "ip")).ToArray();
        return ports.Length == 0 ? addresses : ports.SelectMany(port => addresses.Select(address => $"{address}:{port}"));
    }
}
