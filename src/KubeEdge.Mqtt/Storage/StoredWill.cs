using System.Text.Json;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Sessions;

namespace KubeEdge.Mqtt.Storage;

/// <summary>
/// A will as the session store keeps it, apart from its session: a client has one also when nothing else of it outlives the connection.
/// </summary>
internal sealed record StoredWill
{
    public required string ClientId { get; init; }

    public MqttVersion Version { get; init; }

    public string? UserName { get; init; }

    public double DelaySeconds { get; init; }

    /// <summary>When it is to be published; null while its client is connected.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>How long it is of use after it was published; null for ever.</summary>
    public uint? MessageExpiry { get; init; }

    /// <summary>The message otherwise, as <see cref="StoredMessage"/> writes it.</summary>
    public required byte[] Message { get; init; }

    public static ReadOnlyMemory<byte> Write(MqttClientInfo client, SessionWill will, DateTimeOffset? due)
    {
        var record = new StoredWill
        {
            ClientId = client.ClientId,
            Version = client.Version,
            UserName = client.UserName,
            DelaySeconds = will.Delay.TotalSeconds,
            Due = due,
            MessageExpiry = will.Message.Properties?.MessageExpiry,
            Message = StoredMessage.Write(will.Message).ToArray(),
        };
        return JsonSerializer.SerializeToUtf8Bytes(record, StoredSessionContext.Default.StoredWill);
    }

    /// <returns>Null when the bytes are no such record.</returns>
    public static StoredWill? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoredSessionContext.Default.StoredWill);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when the message is none.</returns>
    public SessionWill? ToWill()
    {
        if (StoredMessage.Read(Message) is not { Message.Message: var message } || DelaySeconds is not (>= 0 and <= uint.MaxValue))
        {
            return null;
        }

        return new SessionWill(
            MessageExpiry is null
                ? message
                : message with { Properties = (message.Properties ?? new MqttMessageProperties()) with { MessageExpiry = MessageExpiry } },
            TimeSpan.FromSeconds(DelaySeconds));
    }
}
