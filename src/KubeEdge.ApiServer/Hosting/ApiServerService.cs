using System.Diagnostics.Metrics;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.ApiServer.Hosting;

/// <summary>Runs an API server with the host.</summary>
internal sealed class ApiServerService(
    IMetaStore store,
    IOptions<ApiServerOptions> options,
    ILoggerFactory loggerFactory,
    ResourceTable? table = null,
    TimeProvider? clock = null,
    IMeterFactory? meters = null) : IHostedService, IApiServer, IAsyncDisposable
{
    private ApiServerHost? _host;

    public Uri? Address => _host?.Address;

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _host = await ApiServerHost.StartAsync(store, options.Value, loggerFactory, table, clock, meters, cancellationToken).ConfigureAwait(false);

    public Task StopAsync(CancellationToken cancellationToken) => _host?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
