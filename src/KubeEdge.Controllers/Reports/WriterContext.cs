using KubeEdge.Beehive.Messages;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Reports;

/// <summary>What the writers of all devices share.</summary>
/// <param name="Placements">The devices, in their newest version.</param>
/// <param name="Stores">Where statuses are written.</param>
/// <param name="Interval">The least time between two writes of one status.</param>
/// <param name="Room">How many statuses are written at the same time.</param>
/// <param name="Messages">Makes confirmations.</param>
/// <param name="Metrics">Counts.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Logger">The log.</param>
internal sealed record WriterContext(
    DevicePlacements Placements,
    IStatusStores Stores,
    TimeSpan Interval,
    SemaphoreSlim Room,
    MessageFactory Messages,
    ControllersMetrics Metrics,
    TimeProvider TimeProvider,
    ILogger Logger);
