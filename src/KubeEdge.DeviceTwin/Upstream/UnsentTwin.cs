using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>A twin as the cloud is to have it.</summary>
internal readonly record struct UnsentTwin(Twin Twin, TwinParts Parts, long Change)
{
    /// <summary>
    /// When not all fit into a message, those with the lowest go: the number of the change with which it came, or of when it was sent last.
    /// A newer value takes the place of its predecessor, so that no twin is passed over for others that change more often.
    /// </summary>
    public long Place { get; init; } = Change;
}
