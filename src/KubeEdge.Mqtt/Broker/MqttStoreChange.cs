namespace KubeEdge.Mqtt.Broker;

/// <summary>One change in a session store.</summary>
/// <param name="Key">Which record.</param>
/// <param name="Value">What it holds from now on; null removes it. Removing what is not there is no error.</param>
public readonly record struct MqttStoreChange(string Key, ReadOnlyMemory<byte>? Value);
