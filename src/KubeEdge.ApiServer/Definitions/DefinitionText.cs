using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>The list of versions as Go prints it in one message, in its internal form, where what is the same in all versions is left out.</summary>
internal static class DefinitionText
{
    private const string Version = "apiextensions.CustomResourceDefinitionVersion";

    public static string Versions(JsonObject spec) => spec["versions"] is JsonArray versions
        ? $"[]{Version}{{{string.Join(", ", versions.OfType<JsonObject>().Select(One))}}}"
        : $"[]{Version}(nil)";

    private static string One(JsonObject version) =>
        $"{Version}{{Name:{GoText.Quote(JsonField.Text(version, "name"))}, Served:{Flag(version, "served")}, Storage:{Flag(version, "storage")}, "
        + $"Deprecated:{Flag(version, "deprecated")}, DeprecationWarning:(*string)(nil), Schema:(*apiextensions.CustomResourceValidation)(nil), "
        + "Subresources:(*apiextensions.CustomResourceSubresources)(nil), "
        + "AdditionalPrinterColumns:[]apiextensions.CustomResourceColumnDefinition(nil)}";

    private static string Flag(JsonObject version, string name) => JsonField.Flag(version, name) ? "true" : "false";
}
