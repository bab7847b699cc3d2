using System.Text;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>One published message on its way to its subscribers, shared by all of them; what depends on none of them is encoded once.</summary>
internal sealed class RoutedMessage
{
    private byte[]? _topic;
    private byte[]? _properties;

    /// <param name="message">What was published.</param>
    /// <param name="publisher">The client id of the publisher; null for the broker itself.</param>
    /// <param name="now">When it arrived.</param>
    public RoutedMessage(MqttMessage message, string? publisher, DateTimeOffset now)
        : this(message, publisher, message.Properties?.MessageExpiry is { } seconds ? now.AddSeconds(seconds) : null)
    {
    }

    private RoutedMessage(MqttMessage message, string? publisher, DateTimeOffset? expires)
    {
        Message = message;
        Publisher = publisher;
        Expires = expires;
    }

    public MqttMessage Message { get; }

    public string? Publisher { get; }

    /// <summary>When it is no longer to be delivered; null for never.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>The topic as UTF-8, without length.</summary>
    public byte[] Topic => _topic ??= Encoding.UTF8.GetBytes(Message.Topic);

    /// <summary>
    /// The MQTT 5 properties that are the same for every subscriber: without expiry, alias, identifiers and the length before them.
    /// </summary>
    public byte[] SharedProperties => _properties ??= PublishProperties.Encode(Message.Properties);

    /// <summary>What it counts in the limits of bytes.</summary>
    public int Size => Message.Topic.Length + Message.Payload.Length;

    /// <summary>A message that was stored with the time of its expiry.</summary>
    public static RoutedMessage Restore(MqttMessage message, DateTimeOffset? expires) => new(message, null, expires);

    public bool IsExpired(DateTimeOffset now) => Expires is { } expires && expires <= now;

    /// <summary>The seconds left, at least one; null when it never expires.</summary>
    public uint? SecondsLeft(DateTimeOffset now) =>
        Expires is { } expires ? (uint)Math.Clamp(Math.Ceiling((expires - now).TotalSeconds), 1, uint.MaxValue) : null;
}
