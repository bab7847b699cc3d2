namespace KubeEdge.Mqtt.Broker;

/// <summary>One record of a session store.</summary>
/// <param name="Key">Unique; up to a few hundred characters of printable ASCII for usual client ids and topics.</param>
/// <param name="Value">What the broker stored there.</param>
public readonly record struct MqttStoreRecord(string Key, ReadOnlyMemory<byte> Value);
