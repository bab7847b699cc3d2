using System.Buffers;
using System.Text.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Upstream;

/// <summary>
/// The three forms that the original's answers have: the bare object, the pair of <c>Object</c> and <c>Err</c>, and the text <c>OK</c>.
/// An error is always a whole <c>ErrStatus</c>: the original's bare <c>{}</c> is read as success by its own edge.
/// </summary>
internal static class AnswerForms
{
    private const string Ok = "OK";

    /// <summary>The object itself, or <c>{"ErrStatus":…}</c>.</summary>
    public static UpstreamAnswer Bare(in KubeResult result) => result.Object is { } value && result.IsSuccess
        ? new UpstreamAnswer(MessageContent.Json(value.Json), value.ResourceVersion)
        : Failed(result);

    /// <summary>
    /// <c>{"Object":…,"Err":…}</c>. With an error the object is null after a read and empty, but there, after a write.
    /// </summary>
    public static UpstreamAnswer Pair(UpstreamRequest request, in KubeResult result, bool withVersion = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("Object"u8);
            if (result is { IsSuccess: true, Object: { } value })
            {
                writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
                writer.WriteNull("Err"u8);
            }
            else
            {
                WriteNothing(writer, request);
                writer.WriteStartObject("Err"u8);
                WriteStatus(writer, Why(result));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return new UpstreamAnswer(MessageContent.Json(buffer.WrittenMemory), withVersion ? result.Object?.ResourceVersion : null);
    }

    /// <summary><c>OK</c>, or <c>{"ErrStatus":…}</c>.</summary>
    public static UpstreamAnswer Done(in KubeResult result, bool withVersion = false) => result.IsSuccess
        ? new UpstreamAnswer(MessageContent.Text(Ok), withVersion ? result.Object?.ResourceVersion : null)
        : Failed(result);

    private static void WriteNothing(Utf8JsonWriter writer, UpstreamRequest request)
    {
        if (request.Operation == Operations.Query)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(EmptyObjects.Of(request), skipInputValidation: true);
        }
    }

    private static UpstreamAnswer Failed(in KubeResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteStatus(writer, Why(result));
            writer.WriteEndObject();
        }

        return new UpstreamAnswer(MessageContent.Json(buffer.WrittenMemory));
    }

    // An API that cannot be reached has no code of its own; on the wire a zero code would read as no error at all.
    private static KubeStatus Why(in KubeResult result) => result.Error switch
    {
        null => KubeStatus.InternalError("the API answered without an object"),
        { Code: > 0 } error => error,
        var error => KubeStatus.ServiceUnavailable(error.Message),
    };

    private static void WriteStatus(Utf8JsonWriter writer, KubeStatus status)
    {
        writer.WritePropertyName("ErrStatus"u8);
        using var document = JsonDocument.Parse(status.ToJson());
        writer.WriteStartObject();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            // Go leaves the type of a status out here.
            if (member.Name is not ("kind" or "apiVersion"))
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
