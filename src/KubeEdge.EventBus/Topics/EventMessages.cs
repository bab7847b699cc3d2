using System.Text;
using System.Text.Unicode;
using KubeEdge.Beehive.Messages;
using KubeEdge.Shared.Twins;
using KubeEdge.Shared.Uploads;

namespace KubeEdge.EventBus.Topics;

/// <summary>Makes bus messages of what brokers deliver, with the original's routes.</summary>
internal sealed class EventMessages(MessageFactory messages)
{
    private const int MostNames = 4096;

    // Devices repeat their few topics for ever; the limit holds against one who makes up new ones.
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>For the twins.</summary>
    public Message ForTwins(string topic, ReadOnlyMemory<byte> payload) =>
        messages.New(TwinRoute.To(NameOf(topic)), MessageContent.Bytes(payload));

    /// <summary>
    /// For the cloud. The payload is a text as far as it is one, because that is what clouds of the original read; bytes that are no
    /// UTF-8 become the replacement character there, as they do when the original sends them. A cloud of ours gets them as base64.
    /// </summary>
    public static Message ForCloud(in MessageHeader header, string topic, ReadOnlyMemory<byte> payload, bool takesBytes)
    {
        var route = new MessageRoute(SourceNames.Bus, GroupNames.User, topic, Operations.Upload);
        return takesBytes && !Utf8.IsValid(payload.Span)
            ? new Message(header with { Extensions = UploadFeatures.IsBase64 }, route, MessageContent.Bytes(payload))
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

            var name = TwinRoute.ResourceOf(topic);
            if (_names.Count < MostNames)
            {
                _names.Add(topic, name);
            }

            return name;
        }
    }
}
