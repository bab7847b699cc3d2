using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>Encodes those properties of a message that are the same for each of its receivers.</summary>
internal static class PublishProperties
{
    /// <summary>
    /// Without message expiry (it shrinks), topic alias and subscription identifiers (of the receiver), and without the length before all.
    /// Empty for none.
    /// </summary>
    public static byte[] Encode(MqttMessageProperties? properties)
    {
        if (properties is null)
        {
            return [];
        }

        var buffer = new byte[BoundOf(properties)];
        var writer = new PropertyWriter(buffer);
        writer.Flag(PropertyId.PayloadFormat, properties.IsText);
        writer.Text(PropertyId.ContentType, properties.ContentType);
        writer.Text(PropertyId.ResponseTopic, properties.ResponseTopic);
        writer.Binary(PropertyId.CorrelationData, properties.CorrelationData);
        writer.User(properties.UserProperties);
        return buffer[..writer.Written];
    }

    private static int BoundOf(MqttMessageProperties properties)
    {
        var size = 2 + PropertyBound.Text(properties.ContentType) + PropertyBound.Text(properties.ResponseTopic);
        return size + PropertyBound.Binary(properties.CorrelationData) + PropertyBound.User(properties.UserProperties);
    }
}
