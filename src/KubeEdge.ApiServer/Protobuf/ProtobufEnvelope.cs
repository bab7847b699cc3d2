using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Schemas;

namespace KubeEdge.ApiServer.Protobuf;

/// <summary>
/// The binary form of Kubernetes: four magic bytes and a message that says what the object is. kubectl's typed commands send it from 1.32
/// on, and nothing else; answers may be JSON all the same.
/// </summary>
internal static class ProtobufEnvelope
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int TypeMetaNumber = 1;
    private const int RawNumber = 2;
    private const int ApiVersionNumber = 1;
    private const int KindNumber = 2;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="defaultApiVersion">What it is when it does not say.</param>
    /// <param name="defaultKind">What it is when it does not say.</param>
    /// <param name="value">The object, with <c>apiVersion</c> and <c>kind</c>.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> body,
        string defaultApiVersion,
        string defaultKind,
        [NotNullWhen(true)] out JsonObject? value,
        [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (!body.StartsWith(Magic))
        {
            problem = "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]";
            return false;
        }

        try
        {
            var raw = Open(body[Magic.Length..], out var apiVersion, out var kind);
            apiVersion = apiVersion.Length == 0 ? defaultApiVersion : apiVersion;
            kind = kind.Length == 0 ? defaultKind : kind;
            if (TypeShapes.Find(apiVersion, kind) is not { } shape)
            {
                problem = $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in protobuf";
                return false;
            }

            value = ProtobufObject.Read(raw, shape);
            value["apiVersion"] = apiVersion;
            value["kind"] = kind;
            problem = null;
            return true;
        }
        catch (FormatException broken)
        {
            value = null;
            problem = broken.Message;
            return false;
        }
    }

    private static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> envelope, out string apiVersion, out string kind)
    {
        apiVersion = string.Empty;
        kind = string.Empty;
        var raw = default(ReadOnlySpan<byte>);
        var reader = new WireReader(envelope);
        while (reader.TryRead(out var field))
        {
            if (field.Number == RawNumber)
            {
                raw = field.Bytes;
            }
            else if (field.Number == TypeMetaNumber)
            {
                var types = new WireReader(field.Bytes);
                while (types.TryRead(out var type))
                {
                    apiVersion = type.Number == ApiVersionNumber ? Encoding.UTF8.GetString(type.Bytes) : apiVersion;
                    kind = type.Number == KindNumber ? Encoding.UTF8.GetString(type.Bytes) : kind;
                }
            }
        }

        return raw;
    }
}
