using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>EdgeCore as a process that serves MQTT on the same port in each of its lives.</summary>
internal sealed class EdgeProcess(DeviceHosts hosts) : IAsyncDisposable
{
    private RunningProcess? _process;

    public int Port { get; } = FreePort.Next();

    /// <summary>Resident memory in MiB.</summary>
    public double Resident
    {
        get
        {
            using var process = Process.GetProcessById(_process?.Id ?? throw new InvalidOperationException("not started"));
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    public string Output => _process?.Output ?? string.Empty;

    /// <summary>Starts it, and waits until its broker listens.</summary>
    public async Task StartAsync()
    {
        await DisposeAsync();
        _process = RunningProcess.Start(
            "EdgeCore",
            [
                "--data-dir", hosts.EdgeFolder,
                "--node-name", DeviceHosts.Node,
                "--cloud", hosts.Hub.ToString(),
                "--certificates", hosts.AllCertificates,
                "--mqtt", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"),
                "--api", "off",
            ]);
        await Eventually.TrueAsync(IsListeningAsync, "the broker listens", () => Output);
    }

    public Task KillAsync() => _process?.KillAsync() ?? throw new InvalidOperationException("not started");

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var attempt = new TcpClient();
            await attempt.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
