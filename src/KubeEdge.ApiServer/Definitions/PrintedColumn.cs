using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tables;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>One column that a definition asks for.</summary>
/// <param name="Column">The heading.</param>
/// <param name="Path">Where the value is.</param>
internal sealed record PrintedColumn(TableColumn Column, FieldPath Path)
{
    private const string DateType = "date";

    public static PrintedColumn Read(JsonObject column) => new(
        new TableColumn(
            JsonField.Text(column, "name"),
            JsonField.Text(column, "type"),
            (int)JsonField.Number(column, "priority"),
            JsonField.Text(column, "format")),
        FieldPath.Parse(JsonField.Text(column, "jsonPath")));

    /// <summary>The cell of one object; null where there is nothing or a value of another type.</summary>
    public JsonNode? Cell(JsonObject value, DateTimeOffset now)
    {
        var found = Path.Find(value);
        return Column.Type switch
        {
            DateType => found is JsonValue time && time.TryGetValue<string>(out var text) ? ObjectAge.Since(text, now) : null,
            "integer" or "number" => found?.GetValueKind() is JsonValueKind.Number ? found.DeepClone() : null,
            "boolean" => found?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? found.DeepClone() : null,
            _ => found is null ? null : JsonValue.Create(found is JsonValue plain && plain.TryGetValue<string>(out var shown) ? shown : found.ToJsonString()),
        };
    }
}
