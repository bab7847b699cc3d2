using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>A broker that is a process of its own, ended with this object.</summary>
internal sealed class BrokerProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);
    private readonly Process _process;

    private BrokerProcess(string name, int port, ProcessStartInfo start)
    {
        Name = name;
        Port = port;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start.");
    }

    public string Name { get; }

    public int Port { get; }

    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in KiB.</summary>
    public double Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0;
        }
    }

    /// <summary>Ours.</summary>
    public static Task<BrokerProcess> StartOursAsync()
    {
        int port = FreePort();
        return StartedAsync(new("ours", port, new("dotnet", [typeof(BrokerProcess).Assembly.Location, "serve", Text(port)])));
    }

    /// <summary>Debian's mosquitto, with the window that ours has, and no limit to what waits.</summary>
    public static async Task<BrokerProcess> StartMosquittoAsync(string directory)
    {
        int port = FreePort();
        string file = Path.Combine(directory, $"mosquitto-{Text(port)}.conf");
        await File.WriteAllTextAsync(file, $"""
            listener {Text(port)} 127.0.0.1
            allow_anonymous true
            persistence false
            max_inflight_messages 256
            max_queued_messages 0
            set_tcp_nodelay true
            log_dest none
            user root

            """);
        string program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        return await StartedAsync(new("mosquitto", port, new(program, ["-c", file])));
    }

    /// <summary>Ours gives back what nobody needs.</summary>
    public async Task CollectAsync()
    {
        await _process.StandardInput.WriteLineAsync("collect");
        _ = await _process.StandardOutput.ReadLineAsync().WaitAsync(_patience);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(_patience);
        _process.Dispose();
    }

    private static async Task<BrokerProcess> StartedAsync(BrokerProcess broker)
    {
        using var limit = new CancellationTokenSource(_patience);
        while (true)
        {
            try
            {
                using var attempt = new TcpClient();
                await attempt.ConnectAsync(IPAddress.Loopback, broker.Port, limit.Token);
                return broker;
            }
            catch (SocketException) when (!broker._process.HasExited)
            {
                await Task.Delay(_pause, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
