using System.Net;
using System.Security.Cryptography;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Joining;

public sealed class JoinApiFaultTests : IAsyncLifetime
{
    private const string Maps = "/configmaps";
    private const string Namespaces = "/namespaces";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TemporaryDirectory _folder = new();
    private FakeApi? _api;
    private CloudRig? _hub;

    private FakeApi Api => _api ?? throw new InvalidOperationException();

    private CloudRig Hub => _hub ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _api = await FakeApi.StartAsync();
        _hub = await CloudRig.StartAsync(_folder.Path, _api.Address, options => options.HttpsPort = 0);
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
        _key.Dispose();
    }

    /// <summary>What spending a token asks of the API, and each place at which that can fail.</summary>
    [Theory]
    [InlineData("create", 500)]
    [InlineData("create", 503)]
    [InlineData("create", 403)]
    [InlineData("create", 429)]
    [InlineData("namespace", 500)]
    [InlineData("namespace", 403)]
    [InlineData("create-after-namespace", 500)]
    [InlineData("read-after-conflict", 500)]
    [InlineData("read-after-conflict", 404)]
    public async Task Join_ApiFailsAtOneCall_IsAnswered503AndTheTokenStaysGood(string call, int code)
    {
        var authority = (await JoinClient.GetAsync(Hub.Join, "ca.crt")).Body;
        var bearer = JoinClient.Bearer(Hub.Tokens.Create("edge-1", singleUse: true));
        var creations = 0;
        Api.Fault = (method, path) => (call, method) switch
        {
            ("create", "POST") when path.EndsWith(Maps, StringComparison.Ordinal) => code,
            ("namespace", "POST") when path.EndsWith(Namespaces, StringComparison.Ordinal) => code,
            ("namespace", "POST") when path.EndsWith(Maps, StringComparison.Ordinal) => 404,
            ("create-after-namespace", "POST") when path.EndsWith(Maps, StringComparison.Ordinal) => ++creations == 1 ? 404 : code,
            ("read-after-conflict", "POST") when path.EndsWith(Maps, StringComparison.Ordinal) => 409,
            ("read-after-conflict", "GET") when path.Contains(Maps + "/", StringComparison.Ordinal) => code,
            _ => null,
        };

        var failed = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer);
        Api.Fault = static (_, _) => null;
        var later = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.Status);
        Assert.Equal(HttpStatusCode.OK, later.Status);
        Assert.Equal(authority, (await JoinClient.GetAsync(Hub.Join, "ca.crt")).Body);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(403)]
    public async Task Join_ApiAnswersErrorsFromTheStart_UsesTheAuthorityOfTheFolderAndServesTokens(int code)
    {
        var before = (await JoinClient.GetAsync(Hub.Join, "ca.crt")).Body;
        Api.Fault = (_, _) => code;

        await using var again = await CloudRig.StartAsync(_folder.Path, Api.Address, options => options.HttpsPort = 0);
        var joined = await JoinClient.GetAsync(
            again.Join, "edge.crt", JoinClient.Request(_key), JoinClient.Bearer(Hub.Tokens.Create()));

        Assert.Equal(before, (await JoinClient.GetAsync(again.Join, "ca.crt")).Body);
        Assert.Equal(HttpStatusCode.OK, joined.Status);
    }
}
