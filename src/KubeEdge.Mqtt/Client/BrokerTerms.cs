using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>What a broker allows on one connection: what its CONNACK says, or what the standard says where it is silent.</summary>
internal sealed class BrokerTerms
{
    public required MqttVersion Version { get; init; }

    public required int ReceiveMaximum { get; init; }

    public required MqttQos MaximumQos { get; init; }

    public required bool CanRetain { get; init; }

    public required long PacketSize { get; init; }

    public required int TopicAliases { get; init; }

    /// <summary>Zero for none.</summary>
    public required TimeSpan KeepAlive { get; init; }

    public static BrokerTerms From(ConnackPacket connack, MqttClientOptions options)
    {
        var said = connack.Properties;
        return new BrokerTerms
        {
            Version = options.Version,
            ReceiveMaximum = Math.Min(options.Limits.InFlight, said.ReceiveMaximum ?? ushort.MaxValue),
            MaximumQos = said.MaximumQos ?? MqttQos.ExactlyOnce,
            CanRetain = said.RetainAvailable ?? true,
            PacketSize = said.MaximumPacketSize ?? FixedHeader.MaximumPacket,
            TopicAliases = Math.Min(options.Limits.TopicAliases, said.TopicAliasMaximum ?? 0),
            KeepAlive = said.ServerKeepAlive is { } seconds ? TimeSpan.FromSeconds(seconds) : options.KeepAlive,
        };
    }

    /// <summary>Why that message cannot be sent; null when it can.</summary>
    public MqttPublishResult? FindFault(MqttMessage message, long size)
    {
        if (message.Qos > MaximumQos)
        {
            return new(MqttPublishStatus.Refused, MqttReason.QosNotSupported, $"The broker takes at most {MaximumQos}.");
        }

        if (message.Retain && !CanRetain)
        {
            return new(MqttPublishStatus.Refused, MqttReason.RetainNotSupported, "The broker does not retain messages.");
        }

        return size <= PacketSize ? null : new(
            MqttPublishStatus.TooLarge, MqttReason.PacketTooLarge, $"The packet has {size} bytes; the broker takes {PacketSize}.");
    }
}
