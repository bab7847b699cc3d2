using System.Diagnostics.Metrics;
using KubeEdge.Viaduct.Links;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Viaduct.InMemory;

/// <summary>
/// Both ends of a link inside one process, for tests: the real link with its codec, framing, limits, back-pressure and close, over memory
/// in place of a socket. With a manual clock its pings and deadlines are manual too.
/// </summary>
public sealed class MemoryLink : IAsyncDisposable
{
    private readonly DuplexStream _cloudEnd;
    private readonly DuplexStream _edgeEnd;

    private MemoryLink(
        LinkPeer edge, LinkPeer cloud, LinkOptions options, TimeProvider time, ILoggerFactory? loggers, IMeterFactory? meters)
    {
        (_cloudEnd, _edgeEnd) = DuplexStream.CreatePair(time);
        Cloud = StreamLink.Start(_cloudEnd, LinkEnd.Cloud, edge, options, time, loggers, meters);
        Edge = StreamLink.Start(_edgeEnd, LinkEnd.Edge, cloud, options, time, loggers, meters);
    }

    /// <summary>The end that a cloud holds.</summary>
    public ILink Cloud { get; }

    /// <summary>The end that an edge holds.</summary>
    public ILink Edge { get; }

    /// <summary>
    /// How much later, at least, what one end sends arrives at the other; zero. Counts for what arrives from now on, by the clock of the
    /// link. The order stays.
    /// </summary>
    public TimeSpan Delay
    {
        get => _edgeEnd.Delay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _edgeEnd.Delay = value;
            _cloudEnd.Delay = value;
        }
    }

    /// <summary>Makes a connected pair.</summary>
    /// <param name="edge">Whom the cloud's end sees.</param>
    /// <param name="cloud">Whom the edge's end sees.</param>
    /// <param name="options">For both ends; the defaults when null.</param>
    /// <param name="timeProvider">The clock of both ends; the system's when null.</param>
    /// <param name="loggerFactory">Where to log; null logs nothing.</param>
    /// <param name="meterFactory">Where to count; null counts in a meter of the process.</param>
    public static MemoryLink CreatePair(
        LinkPeer edge,
        LinkPeer cloud,
        LinkOptions? options = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null,
        IMeterFactory? meterFactory = null)
    {
        ArgumentNullException.ThrowIfNull(edge);
        ArgumentNullException.ThrowIfNull(cloud);
        return new(edge, cloud, options ?? new(), timeProvider ?? TimeProvider.System, loggerFactory, meterFactory);
    }

    /// <summary>Cuts the connection as a reset does: no close frame, both ends see the other gone.</summary>
    public void Cut()
    {
        _cloudEnd.Dispose();
        _edgeEnd.Dispose();
    }

    /// <summary>
    /// Loses everything that is sent from now on, both ways, without either end noticing: a half-open connection. Pings and deadlines find out.
    /// </summary>
    public void Silence()
    {
        _cloudEnd.Silence();
        _edgeEnd.Silence();
    }

    /// <summary>Closes both ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync().ConfigureAwait(false);
        await Edge.DisposeAsync().ConfigureAwait(false);
    }
}
