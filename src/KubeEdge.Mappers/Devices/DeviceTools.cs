using KubeEdge.Mappers.Diagnostics;
using KubeEdge.Mappers.Reports;

namespace KubeEdge.Mappers.Devices;

/// <summary>What the devices of one mapper share.</summary>
internal sealed record DeviceTools(
    MapperOptions Options,
    TimeProvider Time,
    Random Random,
    Func<DeviceDriver> NewDriver,
    ReportBoard Reports,
    FaultLog Faults,
    MapperMetrics Metrics);
