using KubeEdge.EdgeHub.Joining;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.EdgeHub.Tests.Joining;

public sealed class CertificateRotationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-rotation-");
    private readonly TestCertificates _certificates = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Rotation_BeforeSeventyPercent_Waits_AtNinetyHasAsked_AndGoesOnAsking(int seed)
    {
        var start = DateTimeOffset.UnixEpoch.AddYears(60);
        var clock = new ManualTimeProvider(start);
        var options = Options();
        using (var node = _certificates.IssueNode("edge-1", start, start.AddDays(100)))
        {
            TestCertificates.Write(node, options.CertificateFile, options.KeyFile);
        }

        File.WriteAllText(options.CaFile, _certificates.Authority.ExportCertificatePem());
        var log = new ListLogger<CertificateRotation>();
        using var rotation = new CertificateRotation(
            options, new NodeJoin(options, new JoinClient(options)), new FakeDialer(), new Random(seed), clock, log);
        await rotation.StartAsync(CancellationToken.None);

        await PassAsync(clock, TimeSpan.FromDays(69.9));
        Assert.Empty(log.Lines);
        await PassAsync(clock, TimeSpan.FromDays(20.2));

        // Nobody listens there: named once, and the certificate in use stays.
        Assert.Contains("cannot be renewed yet", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.True(File.Exists(options.KeyFile + ".new"));
        await rotation.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(0.7, 70)]
    [InlineData(0.9, 90)]
    public void DueAt_IsAShareOfTheWholeLife(double share, int days) => Assert.Equal(
        DateTimeOffset.UnixEpoch.AddDays(days),
        CertificateRotation.DueAt(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(100), share));

    public void Dispose()
    {
        _certificates.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task PassAsync(ManualTimeProvider clock, TimeSpan time)
    {
        var end = clock.GetUtcNow() + time;
        while (clock.GetUtcNow() < end)
        {
            await clock.WaitForTimerAsync();
            var left = end - clock.GetUtcNow();
            clock.Advance(left < TimeSpan.FromHours(1) ? left : TimeSpan.FromHours(1));
        }

        // What was due is done when the next timer is armed.
        await clock.WaitForTimerAsync();
    }

    private EdgeHubOptions Options() => new()
    {
        NodeName = "edge-1",
        HttpServer = new Uri("https://127.0.0.1:1"),
        CaFile = Path.Combine(_folder.FullName, "ca.crt"),
        CertificateFile = Path.Combine(_folder.FullName, "node.crt"),
        KeyFile = Path.Combine(_folder.FullName, "node.key"),
    };
}
