using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;

namespace KubeEdge.ApiServer.Tables;

/// <summary>Writes the parts of a table (<c>meta.k8s.io</c>).</summary>
internal static class TableWriter
{
    public static void WriteColumns(Utf8JsonWriter writer, ImmutableArray<TableColumn> columns)
    {
        writer.WriteStartArray("columnDefinitions"u8);
        foreach (var column in columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, column.Name);
            writer.WriteString("type"u8, column.Type);
            writer.WriteString("format"u8, column.Format);
            writer.WriteString("description"u8, string.Empty);
            writer.WriteNumber("priority"u8, column.Priority);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteRow(
        Utf8JsonWriter writer, TableDefinition definition, ReadOnlyMemory<byte> json, ResponseFormat format, DateTimeOffset now)
    {
        var value = ObjectJson.Parse(json);
        writer.WriteStartObject();
        writer.WritePropertyName("cells"u8);
        new JsonArray(definition.Cells(value, now)).WriteTo(writer);
        writer.WritePropertyName("object"u8);
        switch (format.IncludeObject)
        {
            case IncludeObject.Object:
                writer.WriteRawValue(json.Span, skipInputValidation: true);
                break;
            case IncludeObject.None:
                writer.WriteNullValue();
                break;
            default:
                WriteMetadata(writer, value, format);
                break;
        }

        writer.WriteEndObject();
    }

    /// <summary>An object of which only the metadata is shown.</summary>
    public static void WriteMetadata(Utf8JsonWriter writer, JsonObject value, ResponseFormat format)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "PartialObjectMetadata"u8);
        writer.WriteString("apiVersion"u8, format.MetaApiVersion);
        writer.WritePropertyName("metadata"u8);
        (value["metadata"] ?? new JsonObject()).WriteTo(writer);
        writer.WriteEndObject();
    }
}
