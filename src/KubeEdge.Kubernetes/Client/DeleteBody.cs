using System.Buffers;
using System.Text.Json;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Writes the body of a deletion (<c>metav1.DeleteOptions</c>).</summary>
internal static class DeleteBody
{
    public static byte[] Write(KubeDeleteOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "DeleteOptions"u8);
            writer.WriteString("apiVersion"u8, "v1"u8);
            if (options.PropagationPolicy is { } policy)
            {
                writer.WriteString("propagationPolicy"u8, policy);
            }

            if (options.GracePeriodSeconds is { } seconds)
            {
                writer.WriteNumber("gracePeriodSeconds"u8, seconds);
            }

            if (options.Uid is not null || options.ResourceVersion is not null)
            {
                WritePreconditions(writer, options);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePreconditions(Utf8JsonWriter writer, KubeDeleteOptions options)
    {
        writer.WriteStartObject("preconditions"u8);
        if (options.Uid is { } uid)
        {
            writer.WriteString("uid"u8, uid);
        }

        if (options.ResourceVersion is { } version)
        {
            writer.WriteString("resourceVersion"u8, version);
        }

        writer.WriteEndObject();
    }
}
