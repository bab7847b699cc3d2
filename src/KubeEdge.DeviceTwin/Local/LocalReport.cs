namespace KubeEdge.DeviceTwin.Local;

/// <summary>A report of a program in this process, on its way to the module; values, or a state.</summary>
internal sealed record LocalReport(DeviceId Device, IReadOnlyDictionary<string, string>? Values, string? State);
