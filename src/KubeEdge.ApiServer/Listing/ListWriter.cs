using System.Buffers;
using System.Globalization;
using System.Text.Json;
using KubeEdge.ApiServer.Requests;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Listing;

/// <summary>Writes lists piece by piece, so that a list needs no memory of its own size.</summary>
internal static class ListWriter
{
    private const int FlushBytes = 64 * 1024;

    public static async Task WriteAsync(HttpContext context, ResourceType type, ResponseFormat format, ListPage page, TimeProvider clock)
    {
        var objects = new ObjectWriter(type, format, clock);
        // A buffer in between, so that a fault in the first pieces can still be answered as one.
        var buffer = new ArrayBufferWriter<byte>(FlushBytes);
        using var writer = new Utf8JsonWriter(buffer, ObjectJson.WriterOptions);
        WriteHead(writer, objects, page);
        foreach (var item in page.Items)
        {
            objects.WriteItem(writer, item.Json);
            if (writer.BytesPending + buffer.WrittenCount > FlushBytes)
            {
                await SendAsync(context, writer, buffer).ConfigureAwait(false);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await SendAsync(context, writer, buffer).ConfigureAwait(false);
    }

    private static async ValueTask SendAsync(HttpContext context, Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer)
    {
        await writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType ??= ApiResponse.Json;
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        buffer.ResetWrittenCount();
    }

    private static void WriteHead(Utf8JsonWriter writer, ObjectWriter objects, ListPage page)
    {
        objects.WriteListStart(writer);
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("resourceVersion"u8, page.ResourceVersion.ToString(CultureInfo.InvariantCulture));
        if (page.Continue is { } token)
        {
            writer.WriteString("continue"u8, token);
        }

        if (page.Remaining is { } remaining)
        {
            writer.WriteNumber("remainingItemCount"u8, remaining);
        }

        writer.WriteEndObject();
        writer.WriteStartArray(objects.ItemsName);
    }
}
