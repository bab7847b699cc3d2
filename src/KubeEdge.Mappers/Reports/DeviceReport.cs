using KubeEdge.Mappers.Devices;

namespace KubeEdge.Mappers.Reports;

/// <summary>What the edge core has to be told of one device.</summary>
/// <param name="Device">Which.</param>
/// <param name="Values">Its values, one per property at most.</param>
/// <param name="State">Its state; null when that is known there.</param>
internal sealed record DeviceReport(DeviceKey Device, IReadOnlyCollection<ReportedValue> Values, string? State);
