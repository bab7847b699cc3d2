using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>What a connecting client and the broker agreed on.</summary>
internal sealed record SessionTerms
{
    public required MqttClientInfo Client { get; init; }

    /// <summary>Whether the client wants nothing of an earlier session.</summary>
    public bool CleanStart { get; init; }

    /// <summary>How long the session outlives its connection.</summary>
    public TimeSpan Expiry { get; init; }

    /// <summary>Unacknowledged messages that may be on their way to the client.</summary>
    public int ReceiveMaximum { get; init; } = ushort.MaxValue;

    public SessionWill? Will { get; init; }
}
