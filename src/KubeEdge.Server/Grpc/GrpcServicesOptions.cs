using System.Diagnostics.Metrics;

namespace KubeEdge.Server.Grpc;

/// <summary>Limits and surroundings of <see cref="GrpcServices"/>.</summary>
public sealed class GrpcServicesOptions
{
    /// <summary>Largest request taken, in bytes; a larger one is answered <c>ResourceExhausted</c>. Default 4 MiB, as Go's.</summary>
    public int MaximumMessageBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Clock of the callers' deadlines. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Source of the instruments of meter <c>KubeEdge.Server</c>. Default null: nothing is counted.</summary>
    public IMeterFactory? MeterFactory { get; set; }
}
