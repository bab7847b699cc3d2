using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Connections;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Listening;

/// <summary>Accepts connections at one endpoint and hands each, as a stream of MQTT bytes, to the broker.</summary>
internal sealed partial class BrokerListener(
    MqttEndpointOptions options, TimeSpan handshakeTimeout, TimeProvider time, ILogger logger) : IDisposable
{
    private const int Backlog = 512;

    private readonly Socket _socket = new(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Binds the address and listens.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    public MqttEndpoint Bind()
    {
        _socket.Bind(options.Address);
        _socket.Listen(Backlog);
        var bound = (IPEndPoint?)_socket.LocalEndPoint ?? options.Address;
        Log.Listening(logger, options.Transport, bound, options.Tls is not null);
        return new MqttEndpoint(bound, options.Transport, options.Tls is not null);
    }

    /// <summary>Accepts until it is stopped. One connection that fails costs only itself.</summary>
    /// <param name="host">Who serves them.</param>
    /// <param name="stopping">Ends accepting.</param>
    public async Task AcceptAsync(IConnectionHost host, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(stopping).ConfigureAwait(false);
                if (host.TryAdmit())
                {
                    _ = ServeAsync(socket, host, stopping);
                }
                else
                {
                    socket.Dispose();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                // Too many open files, mostly: it passes when clients go, and must not spin meanwhile.
                Log.AcceptFailed(logger, failure, options.Address);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync(Socket socket, IConnectionHost host, CancellationToken stopping)
    {
        var address = socket.RemoteEndPoint;
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            socket.NoDelay = true;
            (stream, var certificate) = await BeginAsync(stream, stopping).ConfigureAwait(false);
            await host.ServeAsync(stream, new ConnectionPeer(address, certificate, EndSending(socket))).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Whatever a stranger sends before MQTT begins; scanners do so all day.
            Log.HandshakeFailed(logger, address, failure.Message);
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            host.Release();
        }
    }

    // A WebSocket has its own way to say so, when it is disposed.
    private Action? EndSending(Socket socket) =>
        options.Transport == MqttTransport.WebSocket ? null : () => socket.Shutdown(SocketShutdown.Send);

    // TLS and the WebSocket upgrade, together within the deadline.
    private async Task<(Stream Stream, X509Certificate2? Certificate)> BeginAsync(Stream stream, CancellationToken stopping)
    {
        if (options is { Tls: null, Transport: MqttTransport.Tcp })
        {
            return (stream, null);
        }

        X509Certificate2? certificate = null;
        using var deadline = new CancellationTokenSource(handshakeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        if (options.Tls is { } tls)
        {
            var encrypted = new SslStream(stream);
            await encrypted.AuthenticateAsServerAsync(tls, either.Token).ConfigureAwait(false);
            certificate = encrypted.RemoteCertificate as X509Certificate2;
            stream = encrypted;
        }

        if (options.Transport == MqttTransport.WebSocket)
        {
            stream = await WebSocketUpgrade.AcceptAsync(stream, options.Path, either.Token).ConfigureAwait(false);
        }

        return (stream, certificate);
    }
}
