using System.Net.Sockets;
using System.Text;
using KubeEdge.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Tests.Http2;

/// <summary>Callers of a unix socket that send its path where a host name belongs: raw frames, as Go's client writes them.</summary>
public sealed class AuthorityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kea");

    private string SocketPath => Path.Combine(_folder.FullName, "x.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Request_AuthorityIsAPath_IsServedWithTheTablesOfBothEndsInStep(bool isPadded)
    {
        var seen = new List<string>();
        await using var endpoint = await StartAsync(seen);
        using var client = await ConnectAsync();
        // :method GET, :scheme http, :path / and then the authority into the table, and a field after it.
        byte[] path = Encoding.ASCII.GetBytes("/etc/kubeedge/dmi.sock");
        byte[] first = [0x82, 0x86, 0x84, 0x41, (byte)path.Length, .. path, 0x40, 1, (byte)'n', 1, (byte)'1'];
        // The second request names both by their places in the table: 62 is the newest.
        byte[] second = [0x82, 0x86, 0x84, 0xBF, 0xBE];

        await SendAsync(client, 1, first, isPadded);
        await SendAsync(client, 3, second, isPadded);

        Assert.Equal([1, 3], (await ReadEndedStreamsAsync(client, 2)).Order());
        Assert.Equal([$"{new string('x', path.Length)} n=1", $"{new string('x', path.Length)} n=1"], seen);
    }

    [Fact]
    public async Task Request_HuffmanAndOneByteAtATime_IsServed()
    {
        var seen = new List<string>();
        await using var endpoint = await StartAsync(seen);
        using var client = await ConnectAsync();
        byte[] block = [0x82, 0x86, 0x84, 0x41, 0x8c, .. Convert.FromHexString("f1e3c2e5f23a6ba0ab90f4ff")];

        foreach (var one in Frame(1, 1, 0x05, block))
        {
            await client.SendAsync(new[] { one });
        }

        Assert.Equal([1], await ReadEndedStreamsAsync(client, 1));
        Assert.Equal([$"{new string('x', 15)} n="], seen);
    }

    private static byte[] Frame(byte type, int stream, byte flags, byte[] payload) =>
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, (byte)stream, .. payload];

    private static async Task SendAsync(Socket client, int stream, byte[] block, bool isPadded) =>
        await client.SendAsync(isPadded
            ? Frame(1, stream, 0x05 | 0x08 | 0x20, [3, 0, 0, 0, 0, 7, .. block, 0, 0, 0])
            : Frame(1, stream, 0x05, block));

    // Responses without a body: one HEADERS frame with END_STREAM each.
    private static async Task<List<int>> ReadEndedStreamsAsync(Socket client, int count)
    {
        var ended = new List<int>();
        await using var stream = new NetworkStream(client);
        var header = new byte[9];
        while (ended.Count < count)
        {
            await stream.ReadExactlyAsync(header).AsTask().WaitAsync(Endpoints.Patience);
            var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await stream.ReadExactlyAsync(payload).AsTask().WaitAsync(Endpoints.Patience);
            Assert.False(header[3] is 3 or 7, $"frame of type {header[3]}: {Convert.ToHexString(payload)}");
            if (header[3] == 1 && (header[4] & 1) != 0)
            {
                ended.Add(header[8]);
            }
        }

        return ended;
    }

    private Task<ServerEndpoint> StartAsync(List<string> seen) =>
        Endpoints.StartAsync(new ServerEndpointOptions { UnixSocket = SocketPath, Http2 = true }, context =>
        {
            lock (seen)
            {
                seen.Add($"{context.Request.Host} n={context.Request.Headers["n"]}");
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath)).WaitAsync(Endpoints.Patience);
        await client.SendAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(4, 0, 0, [])]);
        return client;
    }
}
