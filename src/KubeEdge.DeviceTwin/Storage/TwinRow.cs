using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Storage;

/// <summary>A twin as it is stored, with what the cloud does not know of it.</summary>
internal sealed record TwinRow(Twin Twin, TwinParts Unsent);
