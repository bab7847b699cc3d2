using System.Net;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Joining;

/// <summary>A whole hub that has to wait for its authority.</summary>
public sealed class AuthorityWaitTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _folder = new();
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly LogCollector _log = new();
    private FakeApi? _api;

    private FakeApi Api => _api ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync()
    {
        _api = await FakeApi.StartAsync();
        _api.Fault = static (_, path) => path.EndsWith("/casecret", StringComparison.Ordinal) ? 500 : null;
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Start_NoAuthorityYet_ListensAsSoonAsItIsThere()
    {
        var token = _folder.File("token");
        await using var hub = await BeginAsync(options => options.TokenFile = token);
        await _log.LineAsync(LogLevel.Warning, "There is no certificate authority yet");
        Assert.Equal((null, null), (hub.Hub.Address, hub.JoinAddress));
        Assert.Contains("casecret", hub.Authorities.Problem, StringComparison.Ordinal);
        Assert.False(File.Exists(token));
        Assert.Throws<InvalidOperationException>(() => hub.Tokens.Create());
        Assert.Throws<InvalidOperationException>(() => hub.Authority);

        Api.Fault = static (_, _) => null;
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.5));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        await hub.ListeningAsync();

        await using var edge = await hub.ConnectAsync("edge-1");
        Assert.Equal(hub.Authority.Certificate.RawData, (await JoinClient.GetAsync(hub.Join, "ca.crt")).Body);
        Assert.Null(hub.Authorities.Problem);
        Assert.True(File.Exists(token));
    }

    [Fact]
    public async Task Stop_WhileItWaits_EndsAtOnce()
    {
        var hub = await BeginAsync();
        await _log.LineAsync(LogLevel.Warning, "There is no certificate authority yet");

        await hub.DisposeAsync().AsTask().WaitAsync(_limit);

        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.DoesNotContain(_log.Lines, static line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Node_OfAHubWhoseFolderWasLost_ConnectsAgainWithTheSameCertificate()
    {
        Api.Fault = static (_, _) => null;
        using var lost = new TemporaryDirectory();
        await using var former = await CloudRig.StartAsync(lost.Path, Api.Address, static options => options.HttpsPort = 0);
        using var node = former.Authority.IssueNode("edge-1");
        var token = former.Tokens.Create();
        await former.DisposeAsync();

        await using var hub = await CloudRig.StartAsync(_folder.Path, Api.Address, static options => options.HttpsPort = 0);

        Assert.Null((await hub.DialAsync("edge-1", node)).Detail);
        using var key = System.Security.Cryptography.ECDsa.Create();
        var joined = await JoinClient.GetAsync(hub.Join, "edge.crt", JoinClient.Request(key), JoinClient.Bearer(token));
        Assert.Equal(HttpStatusCode.OK, joined.Status);
    }

    private Task<CloudRig> BeginAsync(Action<CloudHubOptions>? configure = null) => CloudRig.BeginAsync(
        _folder.Path,
        Api.Address,
        options =>
        {
            options.HttpsPort = 0;
            configure?.Invoke(options);
        },
        time: _clock,
        log: _log);
}
