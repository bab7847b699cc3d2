using System.Threading.Channels;
using KubeEdge.Testing.Links;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.Testing;

/// <summary>
/// The way between edges and one cloud, inside the process: each dial makes a <see cref="MemoryLink"/>, the real link over memory. The test
/// cuts it, restores it, slows it down or makes it half-open. Safe for concurrent use.
/// </summary>
public sealed class MemoryNetwork
{
    private static readonly TimeSpan _endless = TimeSpan.FromDays(30);
    private readonly LinkOptions _options;
    private readonly TimeProvider _time;
    private readonly IReadOnlySet<string> _features;
    private readonly Lock _gate = new();
    private readonly List<MemoryLink> _links = [];

    // Unbounded, yet as short as the list of links: a node dials again when its link has ended.
    private readonly Channel<MemoryLink> _dialled = Channel.CreateUnbounded<MemoryLink>();
    private TaskCompletionSource _restored = Completed();
    private TimeSpan _delay;

    /// <summary>A network without a link.</summary>
    /// <param name="features">What the cloud understands beyond the original's wire; nothing when null.</param>
    /// <param name="options">
    /// How its links behave. When null, no pings and no deadlines end them, so that a test may let hours pass at once.
    /// </param>
    /// <param name="timeProvider">The clock of its links; the system's when null.</param>
    public MemoryNetwork(IReadOnlySet<string>? features = null, LinkOptions? options = null, TimeProvider? timeProvider = null)
    {
        _features = features ?? new HashSet<string>();
        _options = options ?? Patient();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>
    /// How much later, at least, what is sent arrives, on present links and later ones; zero. See <see cref="MemoryLink.Delay"/>.
    /// </summary>
    public TimeSpan Delay
    {
        get
        {
            lock (_gate)
            {
                return _delay;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            lock (_gate)
            {
                _delay = value;
                _links.ForEach(link => link.Delay = value);
            }
        }
    }

    /// <summary>The dialer of one node. While the network is cut its dials wait; they succeed when it is restored.</summary>
    /// <param name="nodeName">The node, whose word the cloud takes for it.</param>
    /// <param name="features">What the node understands beyond the original's wire; nothing when null.</param>
    public ILinkDialer CreateDialer(string nodeName, IEnumerable<string>? features = null)
    {
        ArgumentNullException.ThrowIfNull(nodeName);
        return new MemoryDialer(this, nodeName, [.. (features ?? []).Intersect(_features)]);
    }

    /// <summary>The next link that a node has dialled. The taker owns the cloud's end.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<MemoryLink> AcceptAsync(CancellationToken cancellationToken = default) => _dialled.Reader.ReadAsync(cancellationToken);

    /// <summary>Cuts every link as a reset does. Until <see cref="Restore"/> there is no new one.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            if (_restored.Task.IsCompleted)
            {
                _restored = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            _links.ForEach(static link => link.Cut());
            _links.Clear();
        }
    }

    /// <summary>Nodes can dial again. What was cut stays cut, as connections do.</summary>
    public void Restore()
    {
        lock (_gate)
        {
            _restored.TrySetResult();
        }
    }

    /// <summary>
    /// Makes present links half-open: what is sent from now on vanishes, and neither end is told. Pings and deadlines find out, when the
    /// options of the network have any.
    /// </summary>
    public void Silence()
    {
        lock (_gate)
        {
            _links.ForEach(static link => link.Silence());
        }
    }

    internal async Task<DialResult> DialAsync(LinkPeer edge, LinkPeer cloud, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task restored;
            lock (_gate)
            {
                restored = _restored.Task;
                if (restored.IsCompleted)
                {
                    return new DialResult(Connect(edge, cloud).Edge);
                }
            }

            await restored.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static LinkOptions Patient() => new()
    {
        PingInterval = Timeout.InfiniteTimeSpan,
        WriteTimeout = _endless,
        Limits = { StallTimeout = _endless },
    };

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }

    private MemoryLink Connect(LinkPeer edge, LinkPeer cloud)
    {
        _links.RemoveAll(static link => link.Edge.Closed.IsCompleted);
        var link = MemoryLink.CreatePair(edge, cloud, _options, _time);
        link.Delay = _delay;
        _links.Add(link);
        _dialled.Writer.TryWrite(link);
        return link;
    }
}
