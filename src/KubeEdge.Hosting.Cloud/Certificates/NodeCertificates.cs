using KubeEdge.CloudHub.Certificates;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Certificates;

/// <summary>
/// Leaves key and certificate for each named node in the shared folder, as soon as there is an authority. What is there and still fits
/// stays.
/// </summary>
internal sealed class NodeCertificates(IAuthoritySource authorities, CloudCoreOptions options) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Nodes.Count == 0)
        {
            return Task.CompletedTask;
        }

        if (!authorities.TryGet(out var authority))
        {
            return base.StartAsync(cancellationToken);
        }

        Write(authority);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        Write(await authorities.GetAsync(stoppingToken).ConfigureAwait(false));

    private void Write(CertificateAuthority authority)
    {
        string folder = options.CertificateDirectory ?? Path.Combine(options.DataDirectory, "certificates");
        foreach (string node in options.Nodes)
        {
            authority.WriteNodeFiles(Path.Combine(folder, node), node);
        }
    }
}
