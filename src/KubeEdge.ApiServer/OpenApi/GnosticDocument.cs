using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.OpenApi;

/// <summary>
/// The second version of OpenAPI in its binary form (<c>openapi.v2.Document</c> of gnostic), which is the only one that kubectl up to 1.26
/// reads: it checks objects by it, finds out whether a kind can be tried without being stored, and explains kinds.
/// </summary>
internal static class GnosticDocument
{
    /// <summary>Writes a document that was made as JSON.</summary>
    public static byte[] Write(JsonObject document)
    {
        var paths = new ProtobufText();
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            if (item?["patch"] is JsonObject patch)
            {
                paths.Message(2, new ProtobufText().Text(1, path).Message(2, new ProtobufText().Message(8, Operation(patch))));
            }
        }

        var definitions = new ProtobufText();
        foreach (var (name, schema) in document["definitions"] as JsonObject ?? [])
        {
            definitions.Message(1, GnosticSchema.Named(name, schema as JsonObject ?? []));
        }

        var info = new ProtobufText().Text(1, JsonField.Text(document, "info", "title")).Text(2, JsonField.Text(document, "info", "version"));
        return new ProtobufText().Text(1, "2.0").Message(2, info).Message(8, paths).Message(9, definitions).ToArray();
    }

    private static ProtobufText Operation(JsonObject operation)
    {
        var result = new ProtobufText();
        foreach (var parameter in JsonField.Items(operation, "parameters"))
        {
            var query = new ProtobufText().Text(2, "query").Text(4, JsonField.Text(parameter, "name")).Text(6, "string");
            result.Message(8, new ProtobufText().Message(1, new ProtobufText().Message(2, new ProtobufText().Message(3, query))));
        }

        return GnosticSchema.Extensions(result, operation, field: 13);
    }
}
