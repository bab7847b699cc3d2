namespace KubeEdge.Mqtt.Packets;

/// <summary>PUBLISH.</summary>
/// <param name="Message">The message; its topic is resolved when the packet came with an alias only.</param>
/// <param name="Id">The packet identifier; 0 with QoS 0.</param>
/// <param name="Duplicate">Whether it may have been sent before.</param>
internal readonly record struct PublishPacket(MqttMessage Message, ushort Id, bool Duplicate);
