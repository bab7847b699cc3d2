using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace KubeEdge.Mqtt.Transports;

/// <summary>Connects to a broker over TCP, TLS or WebSocket. What it returns carries MQTT bytes.</summary>
/// <param name="address">The broker.</param>
/// <param name="tls">The client side of TLS; asked for each connection.</param>
internal sealed class BrokerDialer(ServerAddress address, Func<SslClientAuthenticationOptions?> tls)
{
    private const string Subprotocol = "mqtt";
    private static readonly TimeSpan _closeTime = TimeSpan.FromSeconds(1);

    /// <summary>One attempt. Network failures are values; only cancellation throws.</summary>
    public async Task<DialOutcome> DialAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new DialOutcome(
                address.WebSocket is { } uri
                    ? await DialWebSocketAsync(uri, cancellationToken).ConfigureAwait(false)
                    : await DialTcpAsync(cancellationToken).ConfigureAwait(false),
                null);
        }
        catch (AuthenticationException failure)
        {
            return DialOutcome.Failed(MqttFailureKind.Tls, failure);
        }
        catch (WebSocketException failure)
        {
            return DialOutcome.Failed(KindOf(failure), failure);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return DialOutcome.Failed(MqttFailureKind.Unreachable, failure);
        }
    }

    private static MqttFailureKind KindOf(WebSocketException failure) => failure.InnerException switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => MqttFailureKind.Tls,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } =>
            MqttFailureKind.Unreachable,
        _ => MqttFailureKind.NotWebSocket,
    };

    private async Task<Stream> DialTcpAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (address.IsEncrypted)
            {
                var encrypted = new SslStream(stream);
                stream = encrypted;
                await encrypted.AuthenticateAsClientAsync(Tls(), cancellationToken).ConfigureAwait(false);
            }

            return stream;
        }
        catch
        {
            socket.Dispose();
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            throw;
        }
    }

    private async Task<Stream> DialWebSocketAsync(Uri uri, CancellationToken cancellationToken)
    {
        // The handler belongs to one connection, and is not needed once that is a WebSocket.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (address.IsEncrypted)
        {
            handler.SslOptions = Tls();
        }

        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(Subprotocol);
            socket.Options.KeepAliveInterval = TimeSpan.Zero; // MQTT has pings of its own.
            await socket.ConnectAsync(uri, invoker, cancellationToken).ConfigureAwait(false);
            if (socket.SubProtocol != Subprotocol)
            {
                throw new WebSocketException(WebSocketError.UnsupportedProtocol, "The server does not speak MQTT over this WebSocket.");
            }

            return WebSocketStream.Create(new BinaryWebSocket(socket), WebSocketMessageType.Binary, _closeTime);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A copy of their own: the target host of one attempt must not show in the options of the application.
    private SslClientAuthenticationOptions Tls()
    {
        var wanted = WantedTls();
        return new()
        {
            TargetHost = wanted?.TargetHost ?? address.Host,
            ClientCertificates = wanted?.ClientCertificates,
            ClientCertificateContext = wanted?.ClientCertificateContext,
            LocalCertificateSelectionCallback = wanted?.LocalCertificateSelectionCallback,
            RemoteCertificateValidationCallback = wanted?.RemoteCertificateValidationCallback,
            CertificateChainPolicy = wanted?.CertificateChainPolicy,
            CertificateRevocationCheckMode = wanted?.CertificateRevocationCheckMode ?? default,
            EnabledSslProtocols = wanted?.EnabledSslProtocols ?? default,
            EncryptionPolicy = wanted?.EncryptionPolicy ?? EncryptionPolicy.RequireEncryption,
            CipherSuitesPolicy = wanted?.CipherSuitesPolicy,
            ApplicationProtocols = address.WebSocket is null ? wanted?.ApplicationProtocols : null,
        };
    }

    // The application reads files, perhaps, that are half renewed or gone: that may pass, and must not end the client.
    private SslClientAuthenticationOptions? WantedTls()
    {
        try
        {
            return tls();
        }
        catch (Exception failure)
        {
            throw new AuthenticationException($"The options of TLS cannot be had: {failure.Message}", failure);
        }
    }
}
