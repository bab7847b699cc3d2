using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>
/// What a definition says of one version of its resource beyond its names. It hangs on the very instance of the type that is served, since
/// the type itself belongs to a package that knows no schemas.
/// </summary>
internal sealed class CustomResource
{
    private static readonly ConditionalWeakTable<ResourceType, CustomResource> _attached = [];

    private CustomResource(JsonObject version)
    {
        Document = version["schema"]?["openAPIV3Schema"] as JsonObject;
        Schema = Document is null ? null : new SchemaNode(Document);
        Scale = version["subresources"]?["scale"] is JsonObject scale ? ScalePaths.Read(scale) : null;
        Columns = [.. JsonField.Items(version, "additionalPrinterColumns").OfType<JsonObject>().Select(PrintedColumn.Read)];
    }

    /// <summary>The schema as it was given.</summary>
    public JsonObject? Document { get; }

    public SchemaNode? Schema { get; }

    public ScalePaths? Scale { get; }

    public ImmutableArray<PrintedColumn> Columns { get; }

    /// <summary>Null for built-in resources.</summary>
    public static CustomResource? Of(ResourceType type) => _attached.TryGetValue(type, out var custom) ? custom : null;

    /// <summary>The types that a definition serves, the version of highest priority first.</summary>
    public static IEnumerable<ResourceType> TypesOf(JsonObject definition)
    {
        var spec = definition["spec"] as JsonObject ?? [];
        return JsonField.Items(spec, "versions").OfType<JsonObject>()
            .Where(version => JsonField.Flag(version, "served"))
            .OrderBy(version => VersionPriority.Of(JsonField.Text(version, "name")))
            .Select(version => TypeOf(spec, version));
    }

    private static ResourceType TypeOf(JsonObject spec, JsonObject version)
    {
        var type = new ResourceType(
            JsonField.Text(spec, "group"),
            JsonField.Text(version, "name"),
            JsonField.Text(spec, "names", "plural"),
            JsonField.Text(spec, "names", "singular"),
            JsonField.Text(spec, "names", "kind"),
            JsonField.Text(spec, "scope") == "Namespaced",
            Texts(spec, "shortNames"),
            JsonField.IsObject(version, "subresources", "status"))
        {
            Categories = Texts(spec, "categories"),
            IsCustom = true,
            // Definitions list their verbs in another order than compiled-in resources.
            Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
        };
        _attached.Add(type, new CustomResource(version));
        return type;
    }

    private static ImmutableArray<string> Texts(JsonObject spec, string name) =>
        [.. JsonField.Items(spec, "names", name).Select(item => JsonField.Text(item)).Where(text => text.Length > 0)];
}
