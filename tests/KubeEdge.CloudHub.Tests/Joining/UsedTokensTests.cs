using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>What is remembered of single-use tokens, and for how long.</summary>
public sealed class UsedTokensTests : IAsyncLifetime
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TemporaryDirectory _folder = new();
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly LogCollector _log = new();
    private readonly ConcurrentQueue<string> _deletions = new();
    private FakeApi? _api;
    private CloudRig? _hub;

    private FakeApi Api => _api ?? throw new InvalidOperationException();

    private CloudRig Hub => _hub ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _api = await FakeApi.StartAsync();
        _api.Fault = Watch;
        _hub = await CloudRig.StartAsync(_folder.Path, _api.Address, static options => options.HttpsPort = 0, time: _clock, log: _log);
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        await Api.DisposeAsync();
        _folder.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Token_AnHourAfterItExpired_IsForgottenAndOthersAreNot()
    {
        // A key's name, and a map that somebody else put there, have no such end.
        Remember("legacy-key-1", "kubeedge", """{"node":"old-1"}""");
        Remember("join-token-x", "kubeedge", """{"expires":"soon"}""");
        Remember("join-token-y", "default", """{"expires":"2000-01-01"}""");
        await SpendAsync(2.5 * _hour);
        var kept = await SpendAsync(20 * _hour);
        Assert.Equal(5, Api.List("configmaps").Count);

        // After three hours it has expired, but a hub whose clock is behind may still take it.
        await PassAsync(3);
        Assert.Empty(_deletions);
        await PassAsync(1);

        await Api.UntilAsync(static api => api.List("configmaps").Count == 4, "the expired one is gone");
        Assert.Single(_deletions);
        var again = await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), kept);
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("delete")]
    public async Task ApiFails_IsTriedAgainAnHourLater(string call)
    {
        await SpendAsync(_hour);
        Api.Fault = (method, path) => (call, method) switch
        {
            ("list", "GET") when path.EndsWith("/kubeedge/configmaps", StringComparison.Ordinal) => 500,
            ("delete", "DELETE") => 500,
            _ => null,
        };
        await PassAsync(3);
        await _log.LineAsync(LogLevel.Warning, "cannot be removed from the API");
        Assert.Single(Api.List("configmaps"));

        Api.Fault = static (_, _) => null;
        await PassAsync(1);

        await Api.UntilAsync(static api => api.List("configmaps").Count == 0, "it is gone");
    }

    private void Remember(string name, string ns, string data) => Api.Apply(
        $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}","namespace":"{{ns}}"},"data":{{data}}}""");

    private int? Watch(string method, string path)
    {
        if (method == "DELETE")
        {
            _deletions.Enqueue(path);
        }

        return null;
    }

    private async Task<string> SpendAsync(TimeSpan lifetime)
    {
        var bearer = JoinClient.Bearer(Hub.Tokens.Create(singleUse: true, lifetime: lifetime));
        Assert.Equal(HttpStatusCode.OK, (await JoinClient.GetAsync(Hub.Join, "edge.crt", JoinClient.Request(_key), bearer)).Status);
        return bearer;
    }

    /// <summary>Lets hours pass, one look of the hub in each.</summary>
    private async Task PassAsync(int hours)
    {
        for (var i = 0; i < hours; i++)
        {
            await _clock.WaitForTimerAsync(_hour);
            _clock.Advance(_hour);
        }

        await _clock.WaitForTimerAsync(_hour);
    }
}
