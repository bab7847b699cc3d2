namespace KubeEdge.Mqtt.Transports;

/// <summary>What the address of a broker says.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">The given port, or the usual one of the scheme.</param>
/// <param name="IsEncrypted">Whether TLS comes first.</param>
/// <param name="WebSocket">The address of the WebSocket; null for none.</param>
internal sealed record ServerAddress(string Host, int Port, bool IsEncrypted, Uri? WebSocket)
{
    private const string DefaultPath = "/mqtt";

    /// <exception cref="ArgumentException">The scheme is none of those that MQTT runs over.</exception>
    public static ServerAddress Parse(Uri server)
    {
        if (!server.IsAbsoluteUri || server.Host.Length == 0)
        {
            throw new ArgumentException($"{server} is no address of a broker: it needs a scheme and a host.", nameof(server));
        }

        var (isEncrypted, isWebSocket, port) = server.Scheme switch
        {
            "mqtt" or "tcp" => (false, false, 1883),
            "mqtts" or "ssl" => (true, false, 8883),
            "ws" => (false, true, 80),
            "wss" => (true, true, 443),
            _ => throw new ArgumentException($"{server} has none of the schemes mqtt, mqtts, tcp, ssl, ws, wss.", nameof(server)),
        };
        port = server.Port > 0 ? server.Port : port;
        var path = server.AbsolutePath is "/" or "" ? DefaultPath : server.AbsolutePath;
        var webSocket = isWebSocket ? new UriBuilder(server.Scheme, server.IdnHost, port, path, server.Query).Uri : null;
        return new ServerAddress(server.IdnHost.Trim('[', ']'), port, isEncrypted, webSocket);
    }
}
