using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>A received message and how much of the limit it takes.</summary>
internal readonly record struct InboundItem(Message Message, int Bytes);
