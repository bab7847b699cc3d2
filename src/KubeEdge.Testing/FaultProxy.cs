using System.Net;
using System.Net.Sockets;
using KubeEdge.Testing.Proxies;

namespace KubeEdge.Testing;

/// <summary>
/// A TCP proxy on the loopback interface that fails on command: cut at a certain byte, reset, stalled, half-open, slow, refusing. Without a
/// command it passes everything on. Safe for concurrent use.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly EndPoint _server;
    private readonly Random _random;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<ProxyConnection, Task> _connections = [];
    private readonly ProxyConditions _conditions;
    private readonly Task _accepting;
    private CutRange? _cuts;
    private int _accepted;

    private FaultProxy(EndPoint server, int seed, TimeProvider timeProvider)
    {
        (_server, Seed, _random) = (server, seed, new Random(seed));
        _conditions = new ProxyConditions(timeProvider);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = (IPEndPoint?)_listener.LocalEndPoint ?? throw new InvalidOperationException("The proxy does not listen.");
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect to: 127.0.0.1 and a free port.</summary>
    public IPEndPoint Address { get; }

    /// <summary>What <see cref="CutBetween"/> draws from; print it, to repeat a run.</summary>
    public int Seed { get; }

    /// <summary>How many connections were made through the proxy.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>How much later, at least, bytes are passed on; zero.</summary>
    public TimeSpan Delay
    {
        get => _conditions.Delay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            _conditions.Delay = value;
        }
    }

    /// <summary>How many bytes per second pass, for each connection and direction; 0, the default, is no limit.</summary>
    public int BytesPerSecond
    {
        get => _conditions.BytesPerSecond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _conditions.BytesPerSecond = value;
        }
    }

    /// <summary>Starts a proxy.</summary>
    /// <param name="server">Where connections go.</param>
    /// <param name="seed">For random cuts.</param>
    /// <param name="timeProvider">The clock for delays; the system's when null.</param>
    public static FaultProxy Start(EndPoint server, int seed = 0, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new FaultProxy(server, seed, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Each later connection is reset when so many bytes have passed in one direction; the byte after them does not.</summary>
    /// <param name="direction">The direction that is counted.</param>
    /// <param name="bytes">How many pass; 0 resets when the first one comes.</param>
    public void CutAt(ProxyDirection direction, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        SetCuts(new CutRange(direction, bytes, bytes));
    }

    /// <summary>Each later connection is reset at a place of its own, drawn from the seed: direction and number of bytes.</summary>
    /// <param name="fewest">The lowest number of bytes.</param>
    /// <param name="most">The highest.</param>
    public void CutBetween(long fewest, long most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fewest);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, fewest);
        SetCuts(new CutRange(null, fewest, most));
    }

    /// <summary>Resets every present connection.</summary>
    public void Reset()
    {
        ProxyConnection[] present;
        lock (_gate)
        {
            present = [.. _connections.Keys];
        }

        foreach (var connection in present)
        {
            connection.Reset();
        }
    }

    /// <summary>Resets later connections as soon as they are made, before a byte of them passes.</summary>
    public void Refuse() => _conditions.IsRefusing = true;

    /// <summary>Holds what is sent, in both directions, until <see cref="Heal"/>; connections stay, and senders are slowed down.</summary>
    public void Stall() => _conditions.Stall();

    /// <summary>Loses what is sent in one direction; neither end is told: a half-open connection.</summary>
    /// <param name="direction">The direction.</param>
    public void Lose(ProxyDirection direction) => _conditions.SetLosing(direction, true);

    /// <summary>Passes everything on again. What was lost stays lost, what was held leaves; no later connection is cut.</summary>
    public void Heal()
    {
        SetCuts(null);
        _conditions.Heal();
    }

    /// <summary>Resets every connection and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        Reset();
        Task[] passing;
        lock (_gate)
        {
            passing = [.. _connections.Values];
        }

        await Task.WhenAll(passing).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void SetCuts(CutRange? cuts)
    {
        lock (_gate)
        {
            _cuts = cuts;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                Interlocked.Increment(ref _accepted);
                Pass(client);
            }
        }
        catch (Exception failed) when (failed is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy ends.
        }
    }

    private void Pass(Socket client)
    {
        lock (_gate)
        {
            var connection = new ProxyConnection(client, _conditions, _cuts?.Draw(_random));
            _connections[connection] = PassAsync(connection);
        }
    }

    private async Task PassAsync(ProxyConnection connection)
    {
        await Task.Yield();
        await connection.RunAsync(_server, _stopping.Token).ConfigureAwait(false);
        lock (_gate)
        {
            _connections.Remove(connection);
        }
    }
}
