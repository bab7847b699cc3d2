using KubeEdge.CloudHub.Certificates;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Hosting.Cloud.Certificates;

/// <summary>Leaves key and certificate for each named node in the shared folder. What is there and still fits stays.</summary>
internal sealed class NodeCertificates(CertificateAuthority authority, CloudCoreOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        string folder = options.CertificateDirectory ?? Path.Combine(options.DataDirectory, "certificates");
        foreach (string node in options.Nodes)
        {
            authority.WriteNodeFiles(Path.Combine(folder, node), node);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
