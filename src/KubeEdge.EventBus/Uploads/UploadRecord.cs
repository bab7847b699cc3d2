using System.Buffers.Binary;
using System.Text;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// A message for the cloud as it is stored. Its id is made when it is stored and not when it is sent, so that what is sent a second time
/// can be told from a second message.
/// </summary>
/// <param name="Id">The id under which it is sent.</param>
/// <param name="TimestampMs">When it came, in milliseconds since the Unix epoch.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">The payload, as it came.</param>
internal readonly record struct UploadRecord(MessageId Id, long TimestampMs, string Topic, ReadOnlyMemory<byte> Payload)
{
    private const byte Version = 1;
    private const int IdLength = 36;
    private const int TimeAt = 1 + IdLength;
    private const int LengthAt = TimeAt + sizeof(long);
    private const int TopicAt = LengthAt + sizeof(ushort);

    /// <summary>How many bytes a message takes in the store. A topic of MQTT has at most 65,535.</summary>
    public static int Measure(string topic, int payload) => TopicAt + Encoding.UTF8.GetByteCount(topic) + payload;

    public byte[] ToBytes()
    {
        var bytes = new byte[Measure(Topic, Payload.Length)];
        bytes[0] = Version;
        Id.TryFormat(bytes.AsSpan(1, IdLength), out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(TimeAt), TimestampMs);
        var length = Encoding.UTF8.GetBytes(Topic, bytes.AsSpan(TopicAt));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(LengthAt), (ushort)length);
        Payload.Span.CopyTo(bytes.AsSpan(TopicAt + length));
        return bytes;
    }

    /// <summary>Reads one; false for what this version does not know.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out UploadRecord record)
    {
        record = default;
        var span = bytes.Span;
        if (span.Length < TopicAt || span[0] != Version)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(span[LengthAt..]);
        if (span.Length < TopicAt + length)
        {
            return false;
        }

        record = new UploadRecord(
            MessageId.Parse(span.Slice(1, IdLength)),
            BinaryPrimitives.ReadInt64BigEndian(span[TimeAt..]),
            Encoding.UTF8.GetString(span.Slice(TopicAt, length)),
            bytes[(TopicAt + length)..]);
        return true;
    }
}
