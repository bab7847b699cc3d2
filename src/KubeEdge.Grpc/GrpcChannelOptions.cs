using System.Diagnostics.Metrics;

namespace KubeEdge.Grpc;

/// <summary>Limits and surroundings of a <see cref="GrpcChannel"/>.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>
    /// Largest message taken from the peer, in bytes; a larger one ends its call with <see cref="GrpcStatusCode.ResourceExhausted"/>.
    /// Default 4 MiB, as Go's.
    /// </summary>
    public int MaximumMessageBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long opening the connection may take before the call is <see cref="GrpcStatusCode.Unavailable"/>. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What callers tell of themselves. Default <c>kubeedge-dotnet</c>.</summary>
    public string UserAgent { get; set; } = "kubeedge-dotnet";

    /// <summary>Clock of the deadlines. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Source of the instruments of meter <c>KubeEdge.Grpc</c>. Default null: nothing is counted.</summary>
    public IMeterFactory? MeterFactory { get; set; }
}
