using System.Text.Json;

namespace KubeEdge.Mqtt.Storage;

/// <summary>A session as the session store keeps it; its messages have records of their own.</summary>
internal sealed record StoredSession
{
    public required string ClientId { get; init; }

    public MqttVersion Version { get; init; }

    public string? UserName { get; init; }

    public double ExpirySeconds { get; init; }

    /// <summary>When its client went away; null when it was there as the broker stopped or was killed.</summary>
    public DateTimeOffset? Disconnected { get; init; }

    /// <summary>
    /// The newest message that the client was sent before it went away, by sequence; null when it was there. Later ones are unsent: before
    /// anything is sent again the CONNACK leaves, and that waits for a record without this.
    /// </summary>
    public long? LastSent { get; init; }

    public IReadOnlyList<StoredSubscription> Subscriptions { get; init; } = [];

    public static ReadOnlyMemory<byte> Write(StoredSession session) =>
        JsonSerializer.SerializeToUtf8Bytes(session, StoredSessionContext.Default.StoredSession);

    /// <returns>Null when the bytes are no such record.</returns>
    public static StoredSession? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StoredSessionContext.Default.StoredSession);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
