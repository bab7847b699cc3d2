using KubeEdge.Beehive.Messages;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>A message and what it asks.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">The message.</param>
/// <param name="Device">The device's id as it is written there; empty when none is.</param>
/// <param name="Body">The payload.</param>
internal readonly record struct Request(RequestKind Kind, Message Message, string Device, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether it changes nothing, and can be answered while the store cannot write.</summary>
    public bool IsQuestion => Kind is RequestKind.TwinGet or RequestKind.MembershipGet;
}
