using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>A twin as the cloud is to have it.</summary>
internal readonly record struct UnsentTwin(Twin Twin, TwinParts Parts, long Change);
