using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Joining;
using KubeEdge.Controllers;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>The whole cloud as programs compose it, on its embedded API; a status goes down at once, as the original does it.</summary>
internal sealed class CloudRig : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-transcript-");
    private readonly IHost _host;

    private CloudRig(string node)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddCloudCore(cloud =>
        {
            cloud.DataDirectory = _folder.FullName;
            cloud.EmbeddedApi = "127.0.0.1:0";
            cloud.Hub = "127.0.0.1:0";
            cloud.Monitor = null;
            cloud.Https = "127.0.0.1:0";
            cloud.Nodes.Add(node);
        });
        builder.Services.Configure<EdgeControllerOptions>(static options => options.StatusDelay = TimeSpan.Zero);
        builder.Services.Configure<DeviceControllerOptions>(static options => options.StatusPlacement = DeviceStatusPlacement.DeviceStatus);

        // The recorded heartbeats come as fast as this machine plays them.
        builder.Services.Configure<CloudHubOptions>(static options => options.KeepaliveInterval = TimeSpan.FromMinutes(10));
        _host = builder.Build();
    }

    public KubeClient Api => _host.Services.GetRequiredService<KubeClient>();

    private Uri Hub =>
        _host.Services.GetRequiredService<ICloudHub>().Address ?? throw new InvalidOperationException("The hub does not listen.");

    public Uri Join => _host.Services.GetRequiredService<IJoinService>().Address ?? throw new InvalidOperationException("Nobody can join.");

    /// <summary>A join token as the edge uses it: without the authority's hash before it.</summary>
    public string Bearer => _host.Services.GetRequiredService<IJoinTokens>().Create().Split('.', 2)[1];

    public static async Task<CloudRig> StartAsync(string node)
    {
        var rig = new CloudRig(node);
        await rig._host.StartAsync().WaitAsync(_limit);
        return rig;
    }

    public Task<GoEdge> DialAsync(string project, string node)
    {
        var files = Path.Combine(_folder.FullName, "certificates", node);
        using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(files, "server.crt"), Path.Combine(files, "server.key"));
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(files, "rootCA.crt"));
        return GoEdge.DialAsync(Hub, project, node, certificate, authority);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().WaitAsync(_limit);
        _host.Dispose();
        _folder.Delete(recursive: true);
    }
}
