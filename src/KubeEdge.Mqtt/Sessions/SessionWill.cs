namespace KubeEdge.Mqtt.Sessions;

/// <summary>The message that is published when a client goes away without saying so.</summary>
internal sealed record SessionWill(MqttMessage Message, TimeSpan Delay);
