using System.Diagnostics.Metrics;
using KubeEdge.Dmi.Diagnostics;
using KubeEdge.Dmi.Objects;
using KubeEdge.Grpc;
using KubeEdge.Shared.Retries;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Mappers;

/// <summary>What every mapper's session works with.</summary>
internal sealed class SessionTools(
    Catalog catalog,
    ObjectReader reader,
    MapperStore store,
    DmiMetrics metrics,
    IOptions<DmiOptions> options,
    TimeProvider time,
    Random random,
    ILogger<MapperSession> logger,
    IMeterFactory? meters = null)
{
    private const string Scheme = "unix";

    public Catalog Catalog => catalog;

    public ObjectReader Reader => reader;

    public MapperStore Store => store;

    public DmiMetrics Metrics => metrics;

    public TimeProvider Time => time;

    public ILogger<MapperSession> Logger => logger;

    public CallPlanner Planner { get; } = new(catalog, reader);

    public RetryDelays Delays { get; } = new(options.Value.RetryDelay, options.Value.MaximumRetryDelay, random);

    /// <summary>The way to a mapper.</summary>
    public MapperClient Connect(string address)
    {
        var settings = new GrpcChannelOptions
        {
            MaximumMessageBytes = options.Value.MaximumMessageBytes,
            ConnectTimeout = options.Value.CallTimeout,
            TimeProvider = time,
            MeterFactory = meters,
        };
        var channel = new GrpcChannel(new UriBuilder(Scheme, string.Empty) { Path = address }.Uri, settings);
        return new MapperClient(channel, options.Value.CallTimeout);
    }
}
