using System.Net;
using System.Net.Sockets;
using KubeEdge.Beehive.Checks;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Tests.Checks;

public sealed class CloudChecksTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-check-");

    [Fact]
    public async Task Check_NothingThereYet_FindsAllWellAndLeavesNothing()
    {
        (bool good, string report) = await CheckAsync(_ => { });

        Assert.True(good, report);
        Assert.Contains("skip  authority", report, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "cloud")));
    }

    [Fact]
    public async Task Check_PortInUse_NamesItAndWhatSetsIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        (bool good, string report) = await CheckAsync(cloud => cloud.Hub = other.LocalEndpoint.ToString() ?? string.Empty);

        Assert.False(good, report);
        Assert.Contains($"FAIL  port of the hub: {other.LocalEndpoint} is in use", report, StringComparison.Ordinal);
        Assert.Contains("modules.cloudHub.websocket.port", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoKubeconfig_SaysHowToGiveOne()
    {
        (bool good, string report) = await CheckAsync(cloud => cloud.EmbeddedApi = null);

        Assert.False(good, report);
        Assert.Contains("FAIL  Kubernetes API", report, StringComparison.Ordinal);
        Assert.Contains("--kubeconfig", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_KeyOfAnotherAuthority_SaysSo()
    {
        string authority = Path.Combine(_folder.FullName, "cloud", "authority");
        await StartAndStopAsync("cloud");
        await StartAndStopAsync("other");
        File.Copy(Path.Combine(_folder.FullName, "other", "authority", "ca.key"), Path.Combine(authority, "ca.key"), overwrite: true);

        (bool good, string report) = await CheckAsync(_ => { });

        Assert.False(good, report);
        Assert.Contains("FAIL  authority", report, StringComparison.Ordinal);
        Assert.Contains("are no pair", report, StringComparison.Ordinal);
        Assert.Contains("ok    certificate of the hub", report, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task StartAndStopAsync(string name)
    {
        using IHost host = Build(cloud => cloud.DataDirectory = Path.Combine(_folder.FullName, name));
        await host.StartAsync().WaitAsync(_limit);
        await host.StopAsync().WaitAsync(_limit);
    }

    private async Task<(bool Good, string Report)> CheckAsync(Action<CloudCoreOptions> configure)
    {
        using IHost host = Build(configure);
        var output = new StringWriter();
        bool good = await SelfCheckRunner.RunAsync(host.Services, output).WaitAsync(_limit);
        return (good, output.ToString());
    }

    private IHost Build(Action<CloudCoreOptions> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = Path.Combine(_folder.FullName, "cloud");
            (cloud.EmbeddedApi, cloud.Hub, cloud.Https, cloud.Monitor) = ("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0", null);
            configure(cloud);
        });
        return builder.Build();
    }
}
