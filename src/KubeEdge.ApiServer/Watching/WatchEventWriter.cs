using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Listing;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Watching;

/// <summary>Writes the lines of a watch, one JSON document each.</summary>
internal sealed class WatchEventWriter(PipeWriter output, ResourceType type, ResponseFormat format, TimeProvider clock)
{
    private readonly ObjectWriter _objects = new(type, format, clock);
    private bool _hasColumns;

    /// <summary>Bytes written and not yet on their way.</summary>
    public long Pending => output.UnflushedBytes;

    public void WriteObject(string kind, ReadOnlyMemory<byte> json, ulong version)
    {
        using (var writer = Begin(kind))
        {
            _objects.Write(writer, json, version.ToString(CultureInfo.InvariantCulture), withColumns: !_hasColumns);
            writer.WriteEndObject();
        }

        _hasColumns = true;
        EndLine();
    }

    public void WriteStatus(KubeStatus status)
    {
        using (var writer = Begin("ERROR"))
        {
            writer.WriteRawValue(status.ToJson(), skipInputValidation: true);
            writer.WriteEndObject();
        }

        EndLine();
    }

    /// <summary>An object without content that only carries a version.</summary>
    public void WriteBookmark(ulong version, bool endsInitialEvents)
    {
        var metadata = new JsonObject
        {
            ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture),
            ["creationTimestamp"] = null,
        };
        if (endsInitialEvents)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var bookmark = new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.ApiVersion, ["metadata"] = metadata };
        WriteObject("BOOKMARK", ObjectJson.Write(bookmark), version);
    }

    private Utf8JsonWriter Begin(string kind)
    {
        var writer = new Utf8JsonWriter(output, ObjectJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("type"u8, kind);
        writer.WritePropertyName("object"u8);
        return writer;
    }

    private void EndLine()
    {
        var end = output.GetSpan(1);
        end[0] = (byte)'\n';
        output.Advance(1);
    }
}
