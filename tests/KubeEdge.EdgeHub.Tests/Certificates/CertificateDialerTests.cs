using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using KubeEdge.EdgeHub.Certificates;
using KubeEdge.EdgeHub.Joining;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Certificates;

public sealed class CertificateDialerTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    // TLS looks at the machine's clock, so these certificates are made around it.
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly TestCertificates _files = new();
    private readonly RefusingCloud _cloud;

    public CertificateDialerTests() => _cloud = new RefusingCloud(_files.IssueServer(_now.AddHours(-1), _now.AddDays(1)));

    public void Dispose()
    {
        _cloud.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task DialAsync_EachTime_ShowsTheCertificateThatIsOnDisk()
    {
        using var dialer = NewDialer();
        for (var i = 0; i < 3; i++)
        {
            var serial = WriteNode();

            var result = await dialer.DialAsync().WaitAsync(_limit);

            var visitor = await _cloud.NextAsync();
            Assert.Equal(serial, visitor.Serial);
            Assert.Contains("/e632aba927ea4ac2b575ec1603d56f10/edge-1/events", visitor.Request, StringComparison.Ordinal);
            Assert.Contains("KubeEdge-Features: inventory", visitor.Request, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(DialFailure.Busy, result.Failure);
            Assert.Equal(TimeSpan.FromSeconds(7), result.RetryAfter);
            Assert.Null(dialer.Obstacle);
        }
    }

    [Fact]
    public async Task DialAsync_CloudOfAnotherAuthority_IsNotTrusted()
    {
        using var foreign = new TestCertificates();
        using var cloud = new RefusingCloud(foreign.IssueServer(_now.AddHours(-1), _now.AddDays(1)));
        WriteNode();
        using var dialer = NewDialer(cloud.Address);

        var result = await dialer.DialAsync().WaitAsync(_limit);

        Assert.Equal(DialFailure.Tls, result.Failure);
        Assert.Null(dialer.Obstacle);
    }

    [Fact]
    public async Task DialAsync_FilesMissing_IsAStateAndGoesOnWhenTheyAppear()
    {
        using var dialer = NewDialer();
        await using var hub = new Hub(dialer);
        hub.Start();
        var status = await hub.WaitForAsync(EdgeLinkPhase.NeedsCertificate);
        Assert.Contains("server.crt", status.Detail, StringComparison.Ordinal);
        Assert.False(status.IsConnected);

        var serial = WriteNode();
        await hub.Clock.WaitForTimerAsync();
        hub.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(serial, (await _cloud.NextAsync()).Serial);
        Assert.Equal(EdgeLinkPhase.Disconnected, (await hub.WaitForAsync(EdgeLinkPhase.Disconnected)).Phase);
    }

    [Fact]
    public async Task DialAsync_FilesAreBeingReplaced_ReadsThemAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a named pipe");
        WriteNode();
        var former = File.ReadAllText(_files.CertificateFile);
        var serial = WriteNode();
        var renewed = File.ReadAllText(_files.CertificateFile);
        File.WriteAllText(_files.CertificateFile, former);
        var pipe = _files.KeyFile + ".new";
        using (var made = Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync().WaitAsync(_limit);
        }

        using var dialer = NewDialer();
        var dialing = Task.Run(() => dialer.DialAsync());

        // Opens when the dialer has found a pair that does not match, and asks whether there is one to be put in place.
        var opening = Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        await using (await opening.WaitAsync(_limit))
        {
            File.WriteAllText(_files.CertificateFile, renewed);
        }

        await dialing.WaitAsync(_limit);
        Assert.Null(dialer.Obstacle);
        Assert.Equal(serial, (await _cloud.NextAsync()).Serial);
    }

    [Fact]
    public async Task DialAsync_ExpiredWithoutAToken_IsAStateOfItsOwn()
    {
        _files.WriteNode(_now.AddDays(-2), _now.AddDays(-1));
        using var dialer = NewDialer();

        var result = await dialer.DialAsync().WaitAsync(_limit);

        Assert.Equal(EdgeLinkPhase.CertificateExpired, dialer.Obstacle);
        Assert.Contains("has expired", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DialAsync_ExpiredWithAToken_JoinsAgainByIt()
    {
        _files.WriteNode(_now.AddDays(-2), _now.AddDays(-1));
        var calls = new ConcurrentQueue<JoinCall>();
        using var service = new JoinServer(_files.IssueServer(_now.AddHours(-1), _now.AddDays(1)), call =>
        {
            calls.Enqueue(call);
            return call.Path == "/ca.crt" ? _files.Authority : _files.Sign(call.Body, _now.AddHours(-1), _now.AddDays(30));
        });
        using var dialer = NewDialer(join: service.Address);

        await dialer.DialAsync().WaitAsync(_limit);

        Assert.NotNull((await _cloud.NextAsync()).Serial);
        Assert.Null(dialer.Obstacle);
        Assert.Equal(
            ["/ca.crt   ", "/edge.crt Bearer a.b.c edge-1 "],
            calls.Select(static call => $"{call.Path} {call.Authorization} {call.Node} {call.Serial}"));
    }

    [Fact]
    public async Task DialAsync_CertificateServiceAway_IsJoining()
    {
        using var dialer = NewDialer(join: new Uri("https://127.0.0.1:1"));

        var result = await dialer.DialAsync().WaitAsync(_limit);

        Assert.Equal((EdgeLinkPhase?)EdgeLinkPhase.Joining, dialer.Obstacle);
        Assert.Equal(DialFailure.Unreachable, result.Failure);
    }

    private string WriteNode() => _files.WriteNode(_now.AddHours(-1), _now.AddDays(30));

    private CertificateDialer NewDialer(Uri? server = null, Uri? join = null)
    {
        var options = new EdgeHubOptions
        {
            NodeName = "edge-1",
            Server = server ?? _cloud.Address,
            CaFile = _files.CaFile,
            CertificateFile = _files.CertificateFile,
            KeyFile = _files.KeyFile,
            HttpServer = join,
            Token = join is null ? null : Convert.ToHexStringLower(SHA256.HashData(_files.Authority)) + ".a.b.c",
        };
        options.Features.Add("inventory");
        return new CertificateDialer(options, new NodeJoin(options, new JoinClient(options)), TimeProvider.System, null);
    }
}
