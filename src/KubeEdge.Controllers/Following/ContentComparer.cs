using System.Text.Json;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Following;

/// <summary>Whether two versions of an object differ in anything that a node acts on.</summary>
/// <param name="ignoresAnnotations">
/// Annotations do not count either: of Endpoints, where elections renew them every few seconds. As in the original.
/// </param>
internal sealed class ContentComparer(bool ignoresAnnotations)
{
    private static readonly JsonReaderOptions _options = new() { MaxDepth = 128 };

    /// <summary>Everything but status, resourceVersion, generation and managedFields.</summary>
    public static ContentComparer AllButStatus { get; } = new(ignoresAnnotations: false);

    /// <summary>The same without annotations.</summary>
    public static ContentComparer AllButAnnotations { get; } = new(ignoresAnnotations: true);

    /// <summary>
    /// Compares byte by byte in the order given, which the API keeps. Where it did not, the versions count as different: that costs a
    /// message and nothing else.
    /// </summary>
    public bool AreSame(KubeObject left, KubeObject right)
    {
        if (left.Uid != right.Uid)
        {
            return false;
        }

        var one = new Utf8JsonReader(left.Json.Span, _options);
        var other = new Utf8JsonReader(right.Json.Span, _options);
        one.Read();
        other.Read();
        return AreSameObjects(ref one, left.Json.Span, ref other, right.Json.Span, isMetadata: false);
    }

    private bool AreSameObjects(
        ref Utf8JsonReader one, ReadOnlySpan<byte> left, ref Utf8JsonReader other, ReadOnlySpan<byte> right, bool isMetadata)
    {
        while (true)
        {
            var isMember = MoveToMember(ref one, isMetadata);
            if (isMember != MoveToMember(ref other, isMetadata))
            {
                return false;
            }

            if (!isMember)
            {
                return true;
            }

            if (!one.ValueSpan.SequenceEqual(other.ValueSpan))
            {
                return false;
            }

            var entersMetadata = !isMetadata && one.ValueTextEquals("metadata"u8);
            one.Read();
            other.Read();
            if (entersMetadata && one.TokenType == JsonTokenType.StartObject && other.TokenType == JsonTokenType.StartObject)
            {
                if (!AreSameObjects(ref one, left, ref other, right, isMetadata: true))
                {
                    return false;
                }
            }
            else if (!Value(ref one, left).SequenceEqual(Value(ref other, right)))
            {
                return false;
            }
        }
    }

    // To the name of the next member that counts; false at the end of the object.
    private bool MoveToMember(ref Utf8JsonReader reader, bool isMetadata)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!(isMetadata ? IsIgnoredMetadata(reader) : reader.ValueTextEquals("status"u8)))
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    private bool IsIgnoredMetadata(in Utf8JsonReader reader) =>
        reader.ValueTextEquals("resourceVersion"u8) || reader.ValueTextEquals("generation"u8) || reader.ValueTextEquals("managedFields"u8)
        || (ignoresAnnotations && reader.ValueTextEquals("annotations"u8));

    private static ReadOnlySpan<byte> Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }
}
