using System.Text.Json.Nodes;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaManager.Tokens;
using KubeEdge.MetaStore;
using KubeEdge.Testing;

namespace KubeEdge.MetaManager.Tests.Tokens;

public sealed class TokenCacheTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeedge-test-").FullName;
    private readonly ManualTimeProvider _clock = new();
    private GatedStore _store = null!;
    private TokenCache _cache = null!;

    public async ValueTask InitializeAsync()
    {
        _store = new GatedStore(await MetaStoreFile.OpenAsync(new MetaStoreOptions { Path = Path.Combine(_folder, "edge.db") }, timeProvider: _clock));
        _cache = new TokenCache(_store, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task KeepAsync_CloudFilledInAnAudience_IsFoundByBoth()
    {
        await KeepAsync("asked", TimeSpan.FromHours(1));

        Assert.NotNull(await _cache.GetAsync("asked", default));
        Assert.NotNull(await _cache.GetAsync(TokenKey.Of("default", "robot", Answer(TimeSpan.FromHours(1))), default));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"status":"x"}""")]
    [InlineData("""{"status":{"token":"","expirationTimestamp":"2026-01-01T01:00:00Z"}}""")]
    [InlineData("""{"status":{"token":"t","expirationTimestamp":null}}""")]
    [InlineData("""{"status":{"token":"t","expirationTimestamp":"soon"}}""")]
    [InlineData("""{"status":{"token":5,"expirationTimestamp":"2026-01-01T01:00:00Z"}}""")]
    public async Task KeepAsync_NoTokenInIt_IsNotKept(string answer)
    {
        Assert.True(await _cache.KeepAsync("default", "robot", "asked", JsonNode.Parse(answer)!.AsObject()));

        Assert.Equal(0, _store.Submitted);
    }

    [Fact]
    public async Task KeepAsync_OddLifetime_ServesToItsEnd()
    {
        var answer = Answer(TimeSpan.FromHours(1));
        answer["spec"] = "odd";
        Assert.True(await _cache.KeepAsync("default", "robot", "asked", answer));

        Assert.Equal(0, (await _cache.GetAsync("asked", default))!.LifetimeSeconds);
    }

    [Fact]
    public async Task GetAsync_Expired_IsNothing()
    {
        await KeepAsync("asked", TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await _cache.GetAsync("asked", default));
    }

    [Fact]
    public async Task KeepAsync_ForgetsWhatHasExpired()
    {
        await KeepAsync("old", TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(2));
        await KeepAsync("new", TimeSpan.FromHours(1));

        Assert.DoesNotContain("old", await KeysAsync());
        Assert.Contains("new", await KeysAsync());
    }

    [Fact]
    public async Task KeepAsync_Full_KeepsNoMoreButRenewsWhatIsHere()
    {
        await KeepAsync("first", TimeSpan.FromHours(1));
        await FillAsync(TokenCache.Limit);
        await KeepAsync("other", TimeSpan.FromHours(1));
        await KeepAsync("first", TimeSpan.FromHours(3));

        Assert.Null(await _cache.GetAsync("other", default));
        Assert.Equal(_clock.GetUtcNow().AddHours(3), (await _cache.GetAsync("first", default))!.Expires);
    }

    [Fact]
    public async Task ForgetAsync_TakesTheTokenUnderAllItsKeysAndNoOther()
    {
        await KeepAsync("asked", TimeSpan.FromHours(1), "one");
        await KeepAsync("other", TimeSpan.FromHours(2), "two");
        Assert.True(await _cache.ForgetAsync(["asked", "never heard of"], default));

        Assert.DoesNotContain(await TokensAsync(), token => token.Answer.Contains("one", StringComparison.Ordinal));
        Assert.NotNull(await _cache.GetAsync("other", default));
    }

    [Fact]
    public async Task KeepAsync_DiskDoesNotTakeIt_IsSaid()
    {
        _store.Refuse = CommitStatus.Unavailable;

        Assert.False(await _cache.KeepAsync("default", "robot", "asked", Answer(TimeSpan.FromHours(1))));
    }

    private async Task KeepAsync(string key, TimeSpan life, string token = "secret") =>
        Assert.True(await _cache.KeepAsync("default", "robot", key, Answer(life, token)));

    private JsonObject Answer(TimeSpan life, string token = "secret") =>
        JsonNode.Parse(TokenAnswers.Json(token, _clock.GetUtcNow() + life, (long)life.TotalSeconds))!.AsObject();

    private async Task FillAsync(int count)
    {
        var records = _store.Records("metamanager.tokens", KubeEdge.MetaManager.Cloud.MetaManagerJson.Default.StoredToken);
        var batch = new StoreBatch();
        for (var i = 0; i < count; i++)
        {
            records.Put(batch, $"filler-{i}", new StoredToken("{}", _clock.GetUtcNow().AddDays(1), 0));
        }

        Assert.Equal(CommitStatus.Committed, (await _store.CommitAsync(batch, Durability.Full)).Status);
    }

    private async Task<List<string>> KeysAsync() => [.. (await AllAsync()).Select(pair => pair.Key)];

    private async Task<List<StoredToken>> TokensAsync() => [.. (await AllAsync()).Select(pair => pair.Value)];

    private async Task<List<KeyValuePair<string, StoredToken>>> AllAsync()
    {
        var all = new List<KeyValuePair<string, StoredToken>>();
        await foreach (var pair in _store.Records("metamanager.tokens", KubeEdge.MetaManager.Cloud.MetaManagerJson.Default.StoredToken).ListAsync())
        {
            all.Add(pair);
        }

        return all;
    }
}
