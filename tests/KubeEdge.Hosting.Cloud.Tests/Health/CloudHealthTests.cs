using System.Diagnostics.CodeAnalysis;
using KubeEdge.Beehive.Checks;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Controllers;
using KubeEdge.Hosting.Cloud.Health;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.Hosting.Cloud.Tests.Health;

public sealed class CloudHealthTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-health-");
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData("", null, CheckStatus.Passed)]
    [InlineData("", "nodes: refused", CheckStatus.Warning)]
    [InlineData("nodes pods", "nodes: refused", CheckStatus.Failed)]
    [InlineData("pods", null, CheckStatus.Failed)]
    public void Api_ByListsAndProblem_IsJudged(string missing, string? problem, CheckStatus expected) => Assert.Equal(
        expected, CloudHealth.Api(new FakeApi(missing.Split(' ', StringSplitOptions.RemoveEmptyEntries), problem)).Status);

    [Fact]
    public void Listeners_WithoutAnAddress_Fail()
    {
        var address = new Uri("wss://127.0.0.1:10000");

        Assert.Equal((CheckStatus.Failed, CheckStatus.Passed), (CloudHealth.Hub(null, 0).Status, CloudHealth.Hub(address, 3).Status));
        Assert.Equal((CheckStatus.Failed, CheckStatus.Passed), (CloudHealth.Join(null).Status, CloudHealth.Join(address).Status));
        Assert.Equal((CheckStatus.Failed, CheckStatus.Passed), (CloudHealth.EmbeddedApi(null).Status, CloudHealth.EmbeddedApi(address).Status));
        Assert.Equal((CheckStatus.Failed, CheckStatus.Passed), (CloudHealth.Records(false).Status, CloudHealth.Records(true).Status));
    }

    [Theory]
    [InlineData(StoreStatus.Ready, 0, CheckStatus.Passed)]
    [InlineData(StoreStatus.Ready, 1, CheckStatus.Warning)]
    [InlineData(StoreStatus.ReadOnly, 0, CheckStatus.Failed)]
    [InlineData(StoreStatus.Closed, 0, CheckStatus.Failed)]
    public void Store_OfEachStatus_IsJudged(StoreStatus status, int damage, CheckStatus expected) =>
        Assert.Equal(expected, CloudHealth.Store(new StoreHealth(status, "no room", [], damage, "3.40.1")).Status);

    [Fact]
    public void Authority_ByProblemAndTime_IsJudged()
    {
        using CertificateAuthority authority = CertificateAuthority.LoadOrCreate(_folder.FullName, _clock);
        DateTimeOffset end = authority.Certificate.NotAfter;

        Assert.Equal(CheckStatus.Passed, Judge(new FakeAuthority(authority), end.AddDays(-31)));
        Assert.Equal(CheckStatus.Warning, Judge(new FakeAuthority(authority, "the API holds another one"), end.AddDays(-31)));
        Assert.Equal(CheckStatus.Warning, Judge(new FakeAuthority(authority), end.AddDays(-29)));
        Assert.Equal(CheckStatus.Failed, Judge(new FakeAuthority(authority), end.AddSeconds(1)));
        Assert.Equal(CheckStatus.Failed, Judge(new FakeAuthority(null, "the API is away"), end.AddDays(-31)));
        Assert.Equal(CheckStatus.Failed, Judge(new FakeAuthority(null, IsDamaged: true), end.AddDays(-31)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CheckStatus Judge(FakeAuthority authority, DateTimeOffset now) => CloudHealth.Authority(authority, now).Status;

    private sealed record FakeApi(IReadOnlyList<string> NotListed, string? Problem) : IApiFollowing;

    private sealed record FakeAuthority(CertificateAuthority? Authority, string? Problem = null, bool IsDamaged = false) : IAuthoritySource
    {
        public bool TryGet([NotNullWhen(true)] out CertificateAuthority? authority)
        {
            authority = IsDamaged ? throw new CertificateAuthorityException("no pair") : Authority;
            return authority is not null;
        }

        public Task<CertificateAuthority> GetAsync(CancellationToken cancellationToken = default) => throw new InvalidOperationException();
    }
}
