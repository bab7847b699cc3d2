using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Testing;

namespace KubeEdge.CloudHub.Tests.Joining;

public sealed class TokenRefreshTests
{
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

        await refreshed.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
