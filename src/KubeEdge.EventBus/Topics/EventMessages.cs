using System.Text;
using System.Text.Unicode;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.EventBus.Topics;

/// <summary>Makes bus messages of what brokers deliver, with the original's routes.</summary>
internal sealed class EventMessages(MessageFactory messages)
{
    /// <summary>What both hubs must have for payloads that are no text to pass unchanged.</summary>
    public const string BytesFeature = "upload-bytes";

    /// <summary>What both hubs must have for the cloud to confirm rule data.</summary>
    public const string ConfirmationFeature = "upload-confirmation";

    private const int MostNames = 4096;
    private static readonly byte[] _isBase64 = [.. "\"encoding\":\"base64\""u8];

    // Devices repeat their few topics for ever; the limit holds against one who makes up new ones.
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>For the twins. The resource is the topic in base64, with the alphabet of URLs and with padding.</summary>
    public Message ForTwins(string topic, ReadOnlyMemory<byte> payload) => messages.New(
        new MessageRoute(SourceNames.Bus, GroupNames.User, NameOf(topic), Operations.Response), MessageContent.Bytes(payload));

    /// <summary>
    /// For the cloud. The payload is a text as far as it is one, because that is what clouds of the original read; bytes that are no
    /// UTF-8 become the replacement character there, as they do when the original sends them. A cloud of ours gets them as base64.
    /// </summary>
    public static Message ForCloud(in MessageHeader header, string topic, ReadOnlyMemory<byte> payload, bool takesBytes)
    {
        var route = new MessageRoute(SourceNames.Bus, GroupNames.User, topic, Operations.Upload);
        return takesBytes && !Utf8.IsValid(payload.Span)
            ? new Message(header with { Extensions = _isBase64 }, route, MessageContent.Bytes(payload))
            : new Message(header, route, MessageContent.Text(Encoding.UTF8.GetString(payload.Span)));
    }

    private string NameOf(string topic)
    {
        lock (_gate)
        {
            if (_names.TryGetValue(topic, out var known))
            {
                return known;
            }

            var name = Convert.ToBase64String(Encoding.UTF8.GetBytes(topic)).Replace('+', '-').Replace('/', '_');
            if (_names.Count < MostNames)
            {
                _names.Add(topic, name);
            }

            return name;
        }
    }
}
