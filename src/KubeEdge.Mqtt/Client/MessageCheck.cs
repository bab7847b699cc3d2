using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>Whether a message can be written at all.</summary>
internal static class MessageCheck
{
    private const int LongestText = ushort.MaxValue;

    /// <summary>Why it cannot; null when it can.</summary>
    public static MqttPublishResult? FindFault(MqttMessage message)
    {
        if (message.Qos > MqttQos.ExactlyOnce)
        {
            return new(MqttPublishStatus.Refused, MqttReason.QosNotSupported, "There is no such QoS.");
        }

        if (TopicNames.FindFault(message.Topic) is { } fault)
        {
            return new(MqttPublishStatus.Refused, MqttReason.TopicNameInvalid, fault);
        }

        if (message.Payload.Length > (int)VariableByteInteger.Maximum - LongestText)
        {
            return new(MqttPublishStatus.TooLarge, MqttReason.PacketTooLarge, "The payload is larger than a packet can be.");
        }

        return message.Properties is { } properties ? FindFault(properties) : null;
    }

    /// <summary>Whether that can be written as a string; null need not be.</summary>
    public static bool IsText(string? text) =>
        text is null || (!text.Contains('\0') && Utf8Text.SizeOf(text) is <= LongestText);

    private static MqttPublishResult? FindFault(MqttMessageProperties properties)
    {
        if (properties.ResponseTopic is { } topic && TopicNames.FindFault(topic) is { } fault)
        {
            return new(MqttPublishStatus.Refused, MqttReason.TopicNameInvalid, "Response topic: " + fault);
        }

        var isValid = IsText(properties.ContentType) && (properties.CorrelationData?.Length ?? 0) <= LongestText;
        foreach (var property in properties.UserProperties)
        {
            isValid &= IsText(property.Name) && IsText(property.Value);
        }

        return isValid ? null : new(
            MqttPublishStatus.Refused, MqttReason.MalformedPacket, "A property is longer than 65,535 bytes or no valid text.");
    }
}
