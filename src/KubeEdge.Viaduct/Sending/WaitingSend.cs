using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Sending;

/// <summary>A message that waits for room in its lane; not encoded before there is some, so that waiting costs no memory.</summary>
internal readonly record struct WaitingSend(Message Message, OutboundWaiter? Waiter);
