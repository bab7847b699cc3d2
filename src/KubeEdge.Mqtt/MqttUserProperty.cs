namespace KubeEdge.Mqtt;

/// <summary>A name and a value that MQTT 5 carries for its users.</summary>
/// <param name="Name">The name; need not be unique.</param>
/// <param name="Value">The value.</param>
public readonly record struct MqttUserProperty(string Name, string Value);
