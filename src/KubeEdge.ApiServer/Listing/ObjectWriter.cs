using System.Text.Json;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.ApiServer.Tables;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Listing;

/// <summary>Writes one object in the form that was asked for.</summary>
internal sealed class ObjectWriter(ResourceType type, ResponseFormat format, TimeProvider clock)
{
    private readonly TableDefinition _table = TableDefinitions.Of(type);

    /// <summary>Writes an object, or a table of one row.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="json">The object.</param>
    /// <param name="resourceVersion">Of the table.</param>
    /// <param name="withColumns">False in all but the first event of a watch, as Kubernetes does it.</param>
    public void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> json, string resourceVersion, bool withColumns = true)
    {
        switch (format.Form)
        {
            case ResponseForm.Table:
                WriteTableStart(writer, withColumns);
                writer.WriteStartObject("metadata"u8);
                writer.WriteString("resourceVersion"u8, resourceVersion);
                writer.WriteEndObject();
                writer.WriteStartArray("rows"u8);
                WriteItem(writer, json);
                writer.WriteEndArray();
                writer.WriteEndObject();
                break;
            default:
                WriteItem(writer, json);
                break;
        }
    }

    /// <summary>The head of a list or table, up to its metadata.</summary>
    public void WriteListStart(Utf8JsonWriter writer)
    {
        switch (format.Form)
        {
            case ResponseForm.Table:
                WriteTableStart(writer, withColumns: true);
                break;
            case ResponseForm.Metadata:
                WriteKind(writer, "PartialObjectMetadataList", format.MetaApiVersion);
                break;
            default:
                WriteKind(writer, $"{type.Kind}List", type.ApiVersion);
                break;
        }
    }

    public string ItemsName => format.Form is ResponseForm.Table ? "rows" : "items";

    public void WriteItem(Utf8JsonWriter writer, ReadOnlyMemory<byte> json)
    {
        switch (format.Form)
        {
            case ResponseForm.Table:
                TableWriter.WriteRow(writer, _table, json, format, clock.GetUtcNow());
                break;
            case ResponseForm.Metadata:
                TableWriter.WriteMetadata(writer, ObjectJson.Parse(json), format);
                break;
            default:
                writer.WriteRawValue(json.Span, skipInputValidation: true);
                break;
        }
    }

    private void WriteTableStart(Utf8JsonWriter writer, bool withColumns)
    {
        WriteKind(writer, "Table", format.MetaApiVersion);
        if (withColumns)
        {
            TableWriter.WriteColumns(writer, _table.Columns);
        }
        else
        {
            writer.WriteNull("columnDefinitions"u8);
        }
    }

    private static void WriteKind(Utf8JsonWriter writer, string kind, string apiVersion)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, kind);
        writer.WriteString("apiVersion"u8, apiVersion);
    }
}
