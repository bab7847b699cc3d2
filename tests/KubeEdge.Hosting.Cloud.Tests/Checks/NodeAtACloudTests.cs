using KubeEdge.Beehive.Checks;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Joining;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests.Checks;

/// <summary>What a node's self-check says of a cloud that runs.</summary>
public sealed class NodeAtACloudTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-check-");

    [Fact]
    public async Task Check_NodeOfThisCloud_FindsAllWell()
    {
        using IHost cloud = await StartCloudAsync("a");

        (bool good, string report) = await CheckAsync(cloud, edge => edge.CertificateDirectory = Folder("a", "certificates", "edge-1"));

        Assert.True(good, report);
        Assert.Contains("its authority is the one in", report, StringComparison.Ordinal);
        Assert.Contains("ok    hub of the cloud", report, StringComparison.Ordinal);
        Assert.Contains("ok    clock", report, StringComparison.Ordinal);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Check_NodeThatHasATokenOnly_FindsAllWell()
    {
        using IHost cloud = await StartCloudAsync("a");

        string token = cloud.Services.GetRequiredService<IJoinTokens>().Create();

        (bool good, string report) = await CheckAsync(cloud, edge => edge.Token = token);

        Assert.True(good, report);
        Assert.Contains("the token is its own", report, StringComparison.Ordinal);
        Assert.Contains("skip  hub of the cloud", report, StringComparison.Ordinal);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Check_NodeOfAnotherCloud_SaysSo()
    {
        using IHost other = await StartCloudAsync("a");
        using IHost cloud = await StartCloudAsync("b");

        (bool good, string report) = await CheckAsync(cloud, edge => edge.CertificateDirectory = Folder("a", "certificates", "edge-1"));

        Assert.False(good, report);
        Assert.Contains("is another one than in", report, StringComparison.Ordinal);
        Assert.Contains("FAIL  hub of the cloud", report, StringComparison.Ordinal);
        await cloud.StopAsync().WaitAsync(_limit);
        await other.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Check_TokenOfAnotherCloud_SaysSo()
    {
        using IHost other = await StartCloudAsync("a");
        using IHost cloud = await StartCloudAsync("b");

        string token = other.Services.GetRequiredService<IJoinTokens>().Create();

        (bool good, string report) = await CheckAsync(cloud, edge => edge.Token = token);

        Assert.False(good, report);
        Assert.Contains("the token does not belong to the authority of", report, StringComparison.Ordinal);
        await cloud.StopAsync().WaitAsync(_limit);
        await other.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Check_ClockTwoHoursAhead_SaysSo()
    {
        using IHost cloud = await StartCloudAsync("a");

        (bool good, string report) = await CheckAsync(
            cloud,
            edge => edge.CertificateDirectory = Folder("a", "certificates", "edge-1"),
            new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddHours(2)));

        Assert.False(good, report);
        Assert.Contains("FAIL  clock", report, StringComparison.Ordinal);
        Assert.Contains("timedatectl", report, StringComparison.Ordinal);
        await cloud.StopAsync().WaitAsync(_limit);
    }

    [Fact]
    public async Task Check_CloudGone_SaysThatItCannotBeReached()
    {
        using IHost cloud = await StartCloudAsync("a");
        await cloud.StopAsync().WaitAsync(_limit);

        (bool good, string report) = await CheckAsync(cloud, edge =>
        {
            // Nobody listens at port 1.
            (edge.Cloud, edge.HttpServer) = (new Uri("wss://127.0.0.1:1"), new Uri("https://127.0.0.1:1"));
            edge.CertificateDirectory = Folder("a", "certificates", "edge-1");
        });

        Assert.False(good, report);
        Assert.Contains("FAIL  certificate service of the cloud: https://127.0.0.1:1/ cannot be reached", report, StringComparison.Ordinal);
        Assert.Contains("skip  clock", report, StringComparison.Ordinal);
        Assert.Contains("FAIL  hub of the cloud: wss://127.0.0.1:1/ cannot be reached", report, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Folder(params ReadOnlySpan<string> names) => Path.Combine([_folder.FullName, .. names]);

    private async Task<IHost> StartCloudAsync(string name)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Folder(name);
            (cloud.EmbeddedApi, cloud.Hub, cloud.Https, cloud.Monitor) = ("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0", null);
            cloud.Nodes.Add("edge-1");
        });
        IHost host = builder.Build();
        await host.StartAsync().WaitAsync(_limit);
        return host;
    }

    private async Task<(bool Good, string Report)> CheckAsync(IHost cloud, Action<EdgeCoreOptions> configure, TimeProvider? time = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddEdgeCore(edge =>
        {
            edge.NodeName = "edge-1";
            edge.ServeMqtt = false;
            edge.DataDirectory = Folder("edge");
            edge.CertificateDirectory = Folder("none");
            edge.Cloud = cloud.Services.GetRequiredService<ICloudHub>().Address;
            edge.HttpServer = cloud.Services.GetRequiredService<IJoinService>().Address;
            configure(edge);
        });
        using IHost host = builder.Build();
        var output = new StringWriter();
        bool good = await SelfCheckRunner.RunAsync(host.Services, output).WaitAsync(_limit);
        return (good, output.ToString());
    }
}
