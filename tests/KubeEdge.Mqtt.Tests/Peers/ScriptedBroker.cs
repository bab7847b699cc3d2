using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Mqtt.Tests.Peers;

/// <summary>A broker that does what a test tells it, byte by byte.</summary>
internal sealed class ScriptedBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ScriptedBroker() => _listener.Start();

    public Uri Address => new($"mqtt://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The next connection, before its first byte.</summary>
    public async Task<ScriptedConnection> AcceptAsync() =>
        new(await _listener.AcceptTcpClientAsync().WaitAsync(Patience.Limit));

    /// <summary>The next connection, after CONNECT was answered.</summary>
    public async Task<ScriptedConnection> AcceptAsync(string connack)
    {
        var connection = await AcceptAsync();
        Assert.Equal(0x10, (await connection.ReadAsync())[0]);
        await connection.SendAsync(connack);
        return connection;
    }

    public void Dispose() => _listener.Dispose();
}
