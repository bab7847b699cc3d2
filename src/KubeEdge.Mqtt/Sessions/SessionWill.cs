namespace KubeEdge.Mqtt.Sessions;

/// <summary>The message that is published when a client goes away without saying so.</summary>
internal sealed record SessionWill(MqttMessage Message, TimeSpan Delay)
{
    /// <summary>Its record in the session store, its own alone: it stays while the will is published and the client has another one.</summary>
    public string? Key { get; init; }
}
