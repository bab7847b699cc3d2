using System.Net.Sockets;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Peers;

/// <summary>The broker's end of one connection.</summary>
internal sealed class ScriptedConnection(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();

    /// <summary>The next packet as it came; empty when the client closed the connection.</summary>
    public async Task<byte[]> ReadAsync()
    {
        var head = new List<byte>();
        var one = new byte[1];
        do
        {
            if (await _stream.ReadAsync(one).Soon() == 0)
            {
                return [];
            }

            head.Add(one[0]);
        }
        while (head.Count == 1 || (head[^1] & 0x80) != 0);

        var length = head.Skip(1).Select((part, i) => (part & 0x7F) << (7 * i)).Sum();
        var body = new byte[length];
        await _stream.ReadExactlyAsync(body).Soon();
        return [.. head, .. body];
    }

    /// <summary>Reads a packet that has to be exactly this.</summary>
    public async Task ExpectAsync(string hex) =>
        Assert.Equal(Convert.ToHexString(PacketBytes.Hex(hex)), Convert.ToHexString(await ReadAsync()));

    public async Task SendAsync(string hex) => await _stream.WriteAsync(PacketBytes.Hex(hex)).Soon();

    /// <summary>Ends the connection as a broker that crashed.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    public void Dispose() => client.Dispose();
}
