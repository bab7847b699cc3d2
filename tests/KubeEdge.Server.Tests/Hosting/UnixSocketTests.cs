using System.Buffers;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Grpc;
using KubeEdge.Server.Grpc;
using KubeEdge.Server.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Server.Tests.Hosting;

public sealed class UnixSocketTests : IDisposable
{
    private static readonly GrpcMethod<string, string> _who = new("test.Who", "Who", Write, Read, Write, Read);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kes");

    private string Socket => Path.Combine(_folder.FullName, "deep", "x.sock");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_MissingDirectory_IsMadeAndTheSocketHasItsMode()
    {
        await using var endpoint = await StartAsync("a", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);

        Assert.Equal($"unix://{Socket}", endpoint.Address.ToString());
        Assert.Equal(-1, endpoint.Port);
        Assert.Equal("a", await AskAsync());
        Assert.Equal("x.sock", Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Socket)!).Select(Path.GetFileName)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Convert.ToInt32("750", 8), (int)File.GetUnixFileMode(Path.GetDirectoryName(Socket)!));
            Assert.Equal(Convert.ToInt32("620", 8), (int)File.GetUnixFileMode(Socket));
        }
    }

    [Fact]
    public async Task StartAsync_SocketOfAnOlderServer_IsTakenOver()
    {
        await using var older = await StartAsync("older");
        Assert.Equal("older", await AskAsync());

        await using var newer = await StartAsync("newer");
        Assert.Equal("newer", await AskAsync());
        await older.StopAsync();

        Assert.Equal("newer", await AskAsync());
    }

    [Fact]
    public async Task StartAsync_SocketsOfADeadServer_AreInNobodysWay()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Socket)!);
        foreach (var stale in new[] { Socket, Socket + "~" })
        {
            // Left behind by a process that was killed: bound, and nobody listens.
            using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            dead.Bind(new UnixDomainSocketEndPoint(stale + "!"));
            File.Move(stale + "!", stale);
        }

        await using var endpoint = await StartAsync("a");

        Assert.Equal("a", await AskAsync());
    }

    [Fact]
    public async Task StartAsync_SomebodysFile_IsLeftAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Socket)!);
        await File.WriteAllTextAsync(Socket, "precious");

        var failure = await Assert.ThrowsAsync<IOException>(() => StartAsync("a"));

        Assert.Contains(Socket, failure.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(Socket));
    }

    [Theory]
    [InlineData("relative.sock")]
    [InlineData("/run/0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345.sock")]
    public async Task StartAsync_PathThatCannotBe_IsNamed(string path)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => Endpoints.StartHelloAsync(new ServerEndpointOptions { UnixSocket = path }));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        await (await StartAsync("a")).DisposeAsync();
        await using var channel = new GrpcChannel(new Uri("unix://" + Socket));

        var result = await channel.CallAsync(_who, "", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Endpoints.Patience);

        Assert.Equal(GrpcStatusCode.Unavailable, result.Status.Code);
    }

    private static void Write(string text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    private static string Read(ReadOnlySequence<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private Task<ServerEndpoint> StartAsync(string name, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var services = new GrpcServices(NullLoggerFactory.Instance).Add(_who, (_, _) => new(name));
        return Endpoints.StartAsync(
            new ServerEndpointOptions { UnixSocket = Socket, UnixSocketMode = mode, Http2 = true }, services.HandleAsync);
    }

    private async Task<string?> AskAsync()
    {
        await using var channel = new GrpcChannel(new Uri("unix://" + Socket));
        return (await channel.CallAsync(_who, "", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Endpoints.Patience)).Value;
    }
}
