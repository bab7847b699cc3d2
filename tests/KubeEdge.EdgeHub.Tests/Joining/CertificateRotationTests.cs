using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.EdgeHub.Joining;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.EdgeHub.Tests.Joining;

public sealed class CertificateRotationTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rotation_BeforeSeventyPercent_Waits_AtNinetyHasAsked(int seed)
    {
        var start = TimeProvider.System.GetUtcNow();
        var clock = new ManualTimeProvider(start);
        _certificates.WriteNode(start, start.AddDays(10));
        var options = NewOptions(new Uri("https://127.0.0.1:1"));
        var log = new ListLogger<CertificateRotation>();
        using var rotation = new CertificateRotation(
            options, new NodeJoin(options, new JoinClient(options)), new FakeDialer(), new Random(seed), clock, log);
        await rotation.StartAsync(CancellationToken.None);

        await PassAsync(clock, start.AddDays(6.9));
        Assert.Empty(log.Lines);
        await PassAsync(clock, start.AddDays(9.1));

        // Nobody listens there: named once, and the key that was asked with is kept for the next attempt.
        Assert.Contains("cannot be renewed yet", Assert.Single(log.Lines).Text, StringComparison.Ordinal);
        Assert.True(File.Exists(options.KeyFile + ".new"));
        await rotation.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Rotation_WhenDue_ReplacesThePairByWayOfTheOldCertificateAlone()
    {
        var start = TimeProvider.System.GetUtcNow();
        var clock = new ManualTimeProvider(start);
        var calls = new ConcurrentQueue<JoinCall>();
        var serial = _certificates.WriteNode(start, start.AddDays(10));
        using var server = new JoinServer(_certificates.IssueServer(start.AddHours(-1), start.AddDays(1)), call =>
        {
            calls.Enqueue(call);
            return _certificates.Sign(call.Body, clock.GetUtcNow(), clock.GetUtcNow().AddDays(10));
        });
        var options = NewOptions(server.Address);
        var log = new ListLogger<CertificateRotation>();
        using var rotation = new CertificateRotation(
            options, new NodeJoin(options, new JoinClient(options)), new FakeDialer(), new Random(1), clock, log);
        await rotation.StartAsync(CancellationToken.None);

        await PassAsync(clock, start.AddDays(6.9));
        Assert.Empty(calls);
        await PassAsync(clock, start.AddDays(9.1));

        var call = Assert.Single(calls);
        Assert.Equal(("/edge.crt", null, serial), (call.Path, call.Authorization, call.Serial));
        Assert.Contains("is renewed", Assert.Single(log.Lines).Text, StringComparison.Ordinal);
        using var renewed = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);
        Assert.NotEqual(serial, renewed.SerialNumber);
        Assert.False(File.Exists(options.KeyFile + ".new") || File.Exists(options.CertificateFile + ".new"));
        await rotation.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Rotation_NewCertificateIsDueAtOnce_IsNotRenewedAgainForMinutes()
    {
        // The node's clock is so far ahead of the cloud's.
        var cloud = TimeProvider.System.GetUtcNow();
        var clock = new ManualTimeProvider(cloud.AddDays(9.5));
        var calls = new ConcurrentQueue<JoinCall>();
        _certificates.WriteNode(cloud, cloud.AddDays(10));
        using var server = new JoinServer(_certificates.IssueServer(cloud.AddHours(-1), cloud.AddDays(1)), call =>
        {
            calls.Enqueue(call);
            return _certificates.Sign(call.Body, cloud, cloud.AddDays(10));
        });
        var options = NewOptions(server.Address);
        using var rotation = new CertificateRotation(
            options, new NodeJoin(options, new JoinClient(options)), new FakeDialer(), new Random(1), clock, new ListLogger<CertificateRotation>());
        await rotation.StartAsync(CancellationToken.None);

        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(5));
        Assert.Single(calls);
        clock.Advance(TimeSpan.FromMinutes(5));
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, calls.Count);
        await rotation.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(0.7, 70)]
    [InlineData(0.9, 90)]
    public void DueAt_IsAShareOfTheWholeLife(double share, int days) => Assert.Equal(
        DateTimeOffset.UnixEpoch.AddDays(days),
        CertificateRotation.DueAt(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(100), share));

    public void Dispose() => _certificates.Dispose();

    private EdgeHubOptions NewOptions(Uri service) => new()
    {
        NodeName = "edge-1",
        HttpServer = service,
        CaFile = _certificates.CaFile,
        CertificateFile = _certificates.CertificateFile,
        KeyFile = _certificates.KeyFile,
    };

    private static async Task PassAsync(ManualTimeProvider clock, DateTimeOffset end)
    {
        while (clock.GetUtcNow() < end)
        {
            // Armed again only when what was due before is done.
            await clock.WaitForTimerAsync();
            clock.Advance(TimeSpan.FromHours(1));
        }

        await clock.WaitForTimerAsync();
    }
}
