using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>Whether the options of a client are valid.</summary>
internal static class ClientOptionsCheck
{
    /// <exception cref="ArgumentException">They are not; the message says which and why.</exception>
    public static void Check(MqttClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Server);
        ArgumentNullException.ThrowIfNull(options.ClientId);
        Expect(Enum.IsDefined(options.Version), "Version has to be MQTT 3.1.1 or 5.");
        Expect(options.ClientId.Length > 0 || options.Version == MqttVersion.V5 || options.CleanStart,
            "ClientId is needed for a session of MQTT 3.1.1 that is to last.");
        Expect(MessageCheck.IsText(options.ClientId) && MessageCheck.IsText(options.UserName)
            && options.UserProperties.All(property => MessageCheck.IsText(property.Name) && MessageCheck.IsText(property.Value)),
            "ClientId, UserName and UserProperties have to be at most 65,535 bytes of UTF-8 without U+0000.");
        Expect((options.Password?.Length ?? 0) <= ushort.MaxValue, "Password has more than 65,535 bytes.");
        Expect(options.KeepAlive >= TimeSpan.Zero && options.KeepAlive.TotalSeconds <= ushort.MaxValue
            && (options.KeepAlive == TimeSpan.Zero || options.KeepAlive.TotalSeconds >= 1), "KeepAlive has to be 0 or 1 to 65,535 s.");
        Expect(options.SessionExpiry >= TimeSpan.Zero, "SessionExpiry cannot be negative.");
        Expect(options.ConnectTimeout > TimeSpan.Zero, "ConnectTimeout has to be above zero.");
        Expect(options.MaximumReconnectDelay > TimeSpan.Zero, "MaximumReconnectDelay has to be above zero.");
        Expect(options.AnswerTimeout > TimeSpan.Zero, "AnswerTimeout has to be above zero.");
        Expect(options.WillDelay >= TimeSpan.Zero, "WillDelay cannot be negative.");
        Expect(options.Version == MqttVersion.V5 || options.Password is null || options.UserName is not null,
            "Password needs a UserName with MQTT 3.1.1.");
        if (options.Will is { } will)
        {
            Expect(MessageCheck.FindFault(will) is null, "Will is no valid message.");
            Expect(will.Payload.Length <= ushort.MaxValue, "Will has a payload of more than 65,535 bytes.");
        }

        Check(options.Limits);
    }

    private static void Check(MqttClientLimits limits)
    {
        Expect(limits.QueuedMessages > 0, "Limits.QueuedMessages has to be above zero.");
        Expect(limits.QueuedBytes > 0, "Limits.QueuedBytes has to be above zero.");
        Expect(limits.InFlight is > 0 and <= 60_000, "Limits.InFlight has to be 1 to 60,000.");
        Expect(limits.ReceiveMaximum is > 0 and <= ushort.MaxValue, "Limits.ReceiveMaximum has to be 1 to 65,535.");
        Expect(limits.Deliveries > 0, "Limits.Deliveries has to be above zero.");
        Expect(limits.PacketSize is >= 64 and <= FixedHeader.MaximumPacket, "Limits.PacketSize has to be 64 bytes to 256 MiB.");
        Expect(limits.TopicAliases is >= 0 and <= 256, "Limits.TopicAliases has to be 0 to 256.");
    }

    private static void Expect(bool isValid, string message)
    {
        if (!isValid)
        {
            throw new ArgumentException(message);
        }
    }
}
