namespace KubeEdge.EdgeHub.Dispatch;

/// <summary>Where a message from the cloud goes.</summary>
/// <param name="Kind">What kind of receiver.</param>
/// <param name="Name">Its name on the bus; empty for <see cref="DispatchKind.Reply"/> and <see cref="DispatchKind.None"/>.</param>
internal readonly record struct DispatchTarget(DispatchKind Kind, string Name = "");
