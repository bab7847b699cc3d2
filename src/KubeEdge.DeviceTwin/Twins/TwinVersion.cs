namespace KubeEdge.DeviceTwin.Twins;

/// <summary>How often each side has set one half of a twin.</summary>
internal readonly record struct TwinVersion(long Cloud, long Edge);
