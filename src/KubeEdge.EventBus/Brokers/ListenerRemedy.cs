using System.Net.Sockets;
using System.Security.Cryptography;

namespace KubeEdge.EventBus.Brokers;

/// <summary>What to do when the internal broker cannot listen. It tries again by itself.</summary>
internal static class ListenerRemedy
{
    private const string Setting = "modules.eventBus.mqttServerInternal, EdgeCore --mqtt";

    /// <summary>Null when the fault says all that is known.</summary>
    public static string? For(Exception fault, InternalBrokerOptions options) => fault switch
    {
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"end what listens there, perhaps another edge core on this machine, or choose another address: {Setting}",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"give an address that this machine has, or 0.0.0.0: {Setting}",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"choose a port of at least 1024, or grant CAP_NET_BIND_SERVICE: {Setting}",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            $"see that the name {options.Server.Host} resolves, or give an address: {Setting}",
        SocketException => $"choose another address: {Setting}",
        CryptographicException or IOException or UnauthorizedAccessException when ListenerTls.IsAskedFor(options.Server) =>
            $"see that this user can read {Files(options)}, and that certificate and key belong together",
        _ => null,
    };

    private static string Files(InternalBrokerOptions options) =>
        string.Join(", ", new[] { options.CertificateFile, options.KeyFile, options.ClientCaFile }.OfType<string>());
}
