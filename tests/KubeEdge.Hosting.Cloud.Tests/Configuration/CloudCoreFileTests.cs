using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KubeEdge.Hosting.Cloud.Tests.Configuration;

public sealed class CloudCoreFileTests : IDisposable
{
    private const string Head = "apiVersion: cloudcore.config.kubeedge.io/v1alpha1\nkind: CloudCore\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-file-");

    [Fact]
    public void ReadFile_OfTheOriginal_SetsWhatItNames()
    {
        using var host = Read(
            Head +
            """
            kubeAPIConfig: {master: "http://127.0.0.1:8080", kubeConfig: "", contentType: application/json, qps: 2500}
            modules:
              cloudHub:
                nodeLimit: 1000
                keepaliveInterval: 45
                tokenRefreshDuration: 6
                edgeCertSigningDuration: 30
                https: {address: 10.0.0.5, port: 11002}
                advertiseAddress: [10.0.0.5, 10.0.0.6]
                dnsNames: ["", cloud.example.com]
                websocket: {enable: true, address: 10.0.0.5, port: 11000}
                unixsocket: {enable: true}
            """);

        var hub = host.Services.GetRequiredService<IOptions<CloudHubOptions>>().Value;
        Assert.Equal(("10.0.0.5", 11000, 1000, 45), (hub.Address, hub.Port, hub.NodeLimit, (int)hub.KeepaliveInterval.TotalSeconds));
        Assert.Equal((11002, 12, 30), (hub.HttpsPort, (int)hub.TokenLifetime.TotalHours, (int)hub.CertificateLifetime.TotalDays));
        Assert.Equal(["10.0.0.5", "10.0.0.6", "cloud.example.com"], hub.AdvertiseAddresses);
        Assert.Equal(new Uri("http://127.0.0.1:8080"), host.Services.GetRequiredService<KubeClient>().Server);
    }

    [Fact]
    public void ReadFile_Minimal_HasTheOriginalsDefaults()
    {
        using var host = Read(Head + "modules: {cloudHub: {dnsNames: ['']}}\n");

        var hub = host.Services.GetRequiredService<IOptions<CloudHubOptions>>().Value;
        Assert.Equal(("0.0.0.0", 10000, 500, 30), (hub.Address, hub.Port, hub.NodeLimit, (int)hub.KeepaliveInterval.TotalSeconds));
        Assert.True(System.Net.IPAddress.TryParse(Assert.Single(hub.AdvertiseAddresses), out _));
    }

    [Fact]
    public void ReadFile_Overrides_StandAboveTheFile()
    {
        using var host = Read(
            Head + "modules: {cloudHub: {nodeLimit: 10, advertiseAddress: [10.0.0.5]}}\n",
            new ConfigurationOverride("modules.cloudHub.nodeLimit", "20", "--set"),
            new ConfigurationOverride("modules.cloudHub.advertiseAddress", "10.0.0.6, 10.0.0.7", "--set"));

        var hub = host.Services.GetRequiredService<IOptions<CloudHubOptions>>().Value;
        Assert.Equal(20, hub.NodeLimit);
        Assert.Equal(["10.0.0.6", "10.0.0.7"], hub.AdvertiseAddresses);
    }

    [Theory]
    [InlineData("", "127.0.0.1:9091")]
    [InlineData("commonConfig: {monitorServer: {bindAddress: '[::1]:9191'}}\n", "[::1]:9191")]
    public void ReadFile_Monitor_IsWhereTheFileSays(string text, string expected)
    {
        string path = Path.Combine(_folder.FullName, "cloudcore.yaml");
        File.WriteAllText(path, Head + text);
        var cloud = new CloudCoreOptions { Monitor = null };

        cloud.ReadFile(path);

        Assert.Equal(expected, cloud.Monitor?.ToString());
    }

    [Fact]
    public void ReadFile_HubSwitchedOff_ServesNoNodes()
    {
        using var host = Read(Head + "modules: {cloudHub: {enable: false}}\n");

        Assert.Null(host.Services.GetService<ICloudHub>());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private IHost Read(string text, params ConfigurationOverride[] overrides)
    {
        var path = Path.Combine(_folder.FullName, "cloudcore.yaml");
        File.WriteAllText(path, text);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = _folder.FullName;
            cloud.ReadFile(path, overrides);
        });
        return builder.Build();
    }
}
