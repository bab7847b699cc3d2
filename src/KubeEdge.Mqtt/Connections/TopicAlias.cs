namespace KubeEdge.Mqtt.Connections;

/// <summary>How a topic is named in one packet.</summary>
/// <param name="Number">The alias to send, 0 for none.</param>
/// <param name="IsKnown">Whether the client has the topic of that alias, so that it need not be sent.</param>
internal readonly record struct TopicAlias(ushort Number, bool IsKnown);
