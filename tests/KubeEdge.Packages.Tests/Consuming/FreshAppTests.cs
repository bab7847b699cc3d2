namespace KubeEdge.Packages.Tests.Consuming;

/// <summary>Programs that have nothing but the packages do what the READMEs say.</summary>
public sealed class FreshAppTests(FreshApps apps) : IClassFixture<FreshApps>
{
    [Fact]
    public async Task Viaduct_Alone_OpensALinkToItselfAndEchoes() =>
        Assert.Equal("upload greeting: hello\n", await apps.RunAsync("Link"));

    [Fact]
    public async Task MetaStore_Alone_CommitsWatchesAndReopens()
    {
        string[] lines = (await apps.RunAsync("Store")).Split('\n');

        Assert.Equal(["Committed", "Added configmaps/default/demo", "version 7 after reopening", ""], lines);
    }

    [Fact]
    public async Task Hosting_InTenLines_StartsOfflineReadsAndStops()
    {
        string output = await apps.RunAsync("Edge");

        Assert.Contains("connected: False, greeting: none\n", output, StringComparison.Ordinal);
        Assert.EndsWith("stopped\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostingCloud_InAWebApp_ServesBesideItsOwnEndpoint()
    {
        string output = await apps.RunAsync("Cloud");

        Assert.Contains("hello from the app\n", output, StringComparison.Ordinal);
        Assert.Contains("the API knows the namespace default\n", output, StringComparison.Ordinal);
        Assert.EndsWith("stopped\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void EdgeApp_RunsOnThePlainRuntime()
    {
        string configuration = File.ReadAllText(Path.Combine(apps.OutputOf("Edge"), "Edge.runtimeconfig.json"));

        Assert.Contains("Microsoft.NETCore.App", configuration, StringComparison.Ordinal);
        Assert.DoesNotContain("AspNetCore", configuration, StringComparison.Ordinal);
    }
}
