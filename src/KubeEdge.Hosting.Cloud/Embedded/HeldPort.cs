using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Embedded;

/// <summary>
/// Settles port 0 before anything listens on it, and keeps it until the server that was registered before this has started: any connection
/// that leaves the machine meanwhile could take it otherwise.
/// </summary>
internal sealed class HeldPort : IHostedService, IDisposable
{
    private readonly Socket? _held;

    public HeldPort(IPEndPoint wanted)
    {
        Address = wanted;
        if (wanted.Port != 0)
        {
            return;
        }

        var socket = new Socket(wanted.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(wanted);
        Address = (IPEndPoint?)socket.LocalEndPoint ?? wanted;
        if (OperatingSystem.IsLinux())
        {
            // There a server may bind what is bound and not listened on.
            _held = socket;
        }
        else
        {
            socket.Dispose();
        }
    }

    public IPEndPoint Address { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _held?.Dispose();
}
