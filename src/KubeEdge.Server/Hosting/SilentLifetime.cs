using Microsoft.Extensions.Hosting;

namespace KubeEdge.Server.Hosting;

/// <summary>Keeps the private host from taking the process's signals: they belong to the surrounding host.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
