using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.Beehive.Checks;
using KubeEdge.DeviceTwin;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EventBus;
using KubeEdge.Hosting.Health;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent;
using KubeEdge.Viaduct;

namespace KubeEdge.Hosting.Tests.Health;

public sealed class EdgeHealthTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-health-");

    [Theory]
    [InlineData(EdgeLinkPhase.Connected, CheckStatus.Passed)]
    [InlineData(EdgeLinkPhase.Disconnected, CheckStatus.Warning)]
    [InlineData(EdgeLinkPhase.CertificateExpired, CheckStatus.Warning)]
    [InlineData(EdgeLinkPhase.NeedsCertificate, CheckStatus.Failed)]
    [InlineData(EdgeLinkPhase.JoinRefused, CheckStatus.Failed)]
    [InlineData(EdgeLinkPhase.Joining, CheckStatus.Failed)]
    public void Link_OfEachPhase_IsJudged(EdgeLinkPhase phase, CheckStatus expected)
    {
        CheckResult found = EdgeHealth.Link(Link(phase));

        Assert.Equal(expected, found.Status);
        Assert.Equal(expected == CheckStatus.Passed, found.Remedy is null);
    }

    [Theory]
    [InlineData(StoreStatus.Ready, 0, CheckStatus.Passed)]
    [InlineData(StoreStatus.Ready, 2, CheckStatus.Warning)]
    [InlineData(StoreStatus.ReadOnly, 0, CheckStatus.Failed)]
    [InlineData(StoreStatus.Closed, 0, CheckStatus.Failed)]
    public void Store_OfEachStatus_IsJudged(StoreStatus status, int damage, CheckStatus expected) =>
        Assert.Equal(expected, EdgeHealth.Store(new StoreHealth(status, "no room", [], damage, "3.40.1")).Status);

    [Theory]
    [InlineData(EdgeLinkPhase.Connected, true, 10.0, CheckStatus.Passed, "renewed 10 s ago")]
    [InlineData(EdgeLinkPhase.Connected, true, 41.0, CheckStatus.Warning, "renewed last 41 s ago")]
    [InlineData(EdgeLinkPhase.Connected, true, null, CheckStatus.Warning, "lease has not been renewed yet")]
    [InlineData(EdgeLinkPhase.Connected, false, null, CheckStatus.Warning, "node has not been registered yet")]
    [InlineData(EdgeLinkPhase.Disconnected, true, 41.0, CheckStatus.Warning, "offline")]
    public void Node_ByLease_IsJudged(EdgeLinkPhase link, bool isRegistered, double? seconds, CheckStatus expected, string finding)
    {
        var node = new FakeRegistration(isRegistered, seconds is { } past ? TimeSpan.FromSeconds(past) : null);

        CheckResult found = EdgeHealth.Node(node, Link(link));

        Assert.Equal(expected, found.Status);
        Assert.Contains(finding, found.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null, CheckStatus.Passed, "internal broker at tcp://127.0.0.1:1884")]
    [InlineData(false, "the port is taken", CheckStatus.Warning, "(the port is taken), 3 messages wait for it")]
    public void Mqtt_ByBroker_IsJudged(bool isConnected, string? fault, CheckStatus expected, string finding)
    {
        CheckResult found = EdgeHealth.Mqtt([new BrokerStatus("internal", new Uri("tcp://127.0.0.1:1884"), isConnected, fault, 3)]);

        Assert.Equal(expected, found.Status);
        Assert.Contains(finding, found.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("internal", "end what listens there", "end what listens there")]
    [InlineData("internal", null, "the log of this node")]
    [InlineData("external", null, "takes this node's credentials")]
    public void Mqtt_Away_NamesTheAddressAndWhatToDo(string name, string? remedy, string expected)
    {
        CheckResult found = EdgeHealth.Mqtt(
            [new BrokerStatus(name, new Uri("tcp://127.0.0.1:1884"), false, "Address already in use", 0) { Remedy = remedy }]);

        Assert.Equal(CheckStatus.Warning, found.Status);
        Assert.Contains("tcp://127.0.0.1:1884/ does not serve this node (Address already in use)", found.Finding, StringComparison.Ordinal);
        Assert.Contains(expected, found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0, false, CheckStatus.Passed)]
    [InlineData(true, 0, false, CheckStatus.Warning)]
    [InlineData(false, 1, false, CheckStatus.Warning)]
    [InlineData(false, 0, true, CheckStatus.Warning)]
    public void Uploads_FullPutAsideOrUnconfirmed_AreDegraded(bool isFull, long dead, bool isSilent, CheckStatus expected) =>
        Assert.Equal(expected, EdgeHealth.Uploads(new UploadStatus(5, 100, isFull, dead) { IsCloudSilent = isSilent }).Status);

    [Theory]
    [InlineData(true, 600, null, null, CheckStatus.Passed)]
    [InlineData(true, 600, 100, null, CheckStatus.Passed)]
    [InlineData(true, 600, 130, null, CheckStatus.Warning)]
    [InlineData(true, 100, 1300, null, CheckStatus.Passed)]
    [InlineData(false, 600, 1300, null, CheckStatus.Passed)]
    [InlineData(false, 600, null, "Unavailable", CheckStatus.Warning)]
    public void Twins_StoreRefusesOrCloudDoesNotConfirm_AreDegraded(
        bool isConnected, int since, int? seconds, string? fault, CheckStatus expected)
    {
        var phase = isConnected ? EdgeLinkPhase.Connected : EdgeLinkPhase.Disconnected;
        var age = seconds is { } past ? TimeSpan.FromSeconds(past) : (TimeSpan?)null;

        CheckResult found = EdgeHealth.Twins(new DeviceTwinStatus(3, 5, age, fault), Link(phase), _now.AddSeconds(since));

        Assert.Equal(expected, found.Status);
    }

    [Theory]
    [InlineData(100, CheckStatus.Passed)]
    [InlineData(6, CheckStatus.Warning)]
    [InlineData(-1, CheckStatus.Warning)]
    public void Certificate_NearOrPastItsEnd_IsDegraded(int days, CheckStatus expected)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=edge-1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(_now.AddDays(-200), _now.AddDays(days));
        string file = Path.Combine(_folder.FullName, "server.crt");
        File.WriteAllText(file, certificate.ExportCertificatePem());

        Assert.Equal(expected, EdgeHealth.Certificate(file, _now).Status);
    }

    [Fact]
    public void Certificate_NotThereYet_IsLeftToTheLink() =>
        Assert.Equal(CheckStatus.Skipped, EdgeHealth.Certificate(Path.Combine(_folder.FullName, "none"), _now).Status);

    public void Dispose() => _folder.Delete(recursive: true);

    private static EdgeLinkStatus Link(EdgeLinkPhase phase) =>
        new(phase, _now, phase == EdgeLinkPhase.Connected ? null : "because", phase == EdgeLinkPhase.Connected ? new LinkPeer { NodeId = "cloud" } : null);

    private sealed record FakeRegistration(bool IsRegistered, TimeSpan? SinceRenewal) : INodeRegistration
    {
        public TimeSpan LeaseDuration => TimeSpan.FromSeconds(40);
    }
}
