using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Joining;

public sealed class TokenRefreshTests
{
    /// <summary>What publishing a token asks of the API, and each place at which that can fail.</summary>
    [Theory]
    [InlineData("create", 500)]
    [InlineData("create", 403)]
    [InlineData("namespace", 500)]
    [InlineData("create-after-namespace", 503)]
    [InlineData("update", 500)]
    [InlineData("update", 409)]
    public async Task Token_ApiFailsAtOneCall_IsPublishedLater(string call, int code)
    {
        using var folder = new TemporaryDirectory();
        CertificateAuthority.LoadOrCreate(folder.Path, TimeProvider.System).Dispose();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var log = new LogCollector();
        var isFailing = true;
        await using var api = await FakeApi.StartAsync();
        if (call == "update")
        {
            api.Apply("""
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"tokensecret","namespace":"kubeedge"},"data":{"tokendata":"b2xk"}}
                """);
        }

        api.Fault = (method, path) => !Volatile.Read(ref isFailing) ? null : (call, method, path[(path.LastIndexOf('/') + 1)..]) switch
        {
            ("create", "POST", "secrets") => code,
            ("namespace", "POST", "secrets") => 404,
            ("namespace", "POST", "namespaces") => code,
            ("create-after-namespace", "POST", "secrets") => 404,
            ("update", "PUT", "tokensecret") => code,
            _ => null,
        };
        await using var hub = await CloudRig.StartAsync(
            folder.Path, api.Address, static options => options.HttpsPort = 0, time: clock, log: log);
        await log.LineAsync(LogLevel.Warning, "The join token cannot be written to the API yet");

        Volatile.Write(ref isFailing, false);
        var published = api.UntilAsync(
            static api => api.List("secrets").Any(static secret => (string?)secret["metadata"]?["name"] == "tokensecret"
                && (string?)secret["data"]?["tokendata"] != "b2xk"),
            "the token is there");
        await PassTimeUntilAsync(clock, published);

        await published;
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains(hub.Tokens.Create()[65..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_ApiOutlastsItsLife_FileStillHoldsAFreshOne()
    {
        using var folder = new TemporaryDirectory();
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await FakeApi.StartAsync();
        var path = Path.Combine(folder.Path, "token");
        var refreshed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string? first = null;
        api.Fault = (method, url) =>
        {
            // The file is written before the API is asked to take the same token.
            if (method == "POST" && url.EndsWith("/secrets", StringComparison.Ordinal))
            {
                var present = File.ReadAllText(path).Trim();
                first ??= present;
                if (present != first)
                {
                    refreshed.TrySetResult();
                }
            }

            return 503;
        };
        CertificateAuthority.LoadOrCreate(folder.Path, TimeProvider.System).Dispose();
        await using var hub = await CloudRig.StartAsync(
            folder.Path,
            api.Address,
            options =>
            {
                options.HttpsPort = 0;
                options.TokenFile = path;
            },
            time: clock);

        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));
        clock.Advance(TimeSpan.FromHours(12));
        await PassTimeUntilAsync(clock, refreshed.Task);
    }

    /// <summary>Pause after pause: others pause for as long, so that the token's own may begin only after any of them.</summary>
    private static async Task PassTimeUntilAsync(ManualTimeProvider clock, Task done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!done.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }
}
