namespace KubeEdge.Beehive.Dispatch;

/// <summary>The outcome of a send to a group.</summary>
/// <param name="Status"><see cref="SendStatus.Sent"/> when every member has it, else the first other outcome.</param>
/// <param name="Delivered">How many members have it.</param>
/// <param name="Members">How many members the group had at that moment.</param>
public readonly record struct GroupSendResult(SendStatus Status, int Delivered, int Members);
