using System.Diagnostics.Metrics;
using KubeEdge.ApiServer.Hosting;
using KubeEdge.ApiServer.Tokens;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Server;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.ApiServer;

/// <summary>A running API server: the Kubernetes REST surface over one store.</summary>
public sealed partial class ApiServerHost : IAsyncDisposable
{
    private readonly ServerEndpoint _endpoint;
    private readonly ApiServerParts _parts;

    private ApiServerHost(ServerEndpoint endpoint, ApiServerParts parts) => (_endpoint, _parts) = (endpoint, parts);

    /// <summary>What clients connect to, for example <c>http://127.0.0.1:6443/</c>.</summary>
    public Uri Address => _endpoint.Address;

    /// <summary>Starts a server. On its own store it makes the first namespaces, and with <see cref="ApiServerOptions.KubeconfigPath"/> it
    /// writes that file last, so that a file that is there means a server that answers.</summary>
    /// <param name="store">Where the objects are. Not disposed with the server.</param>
    /// <param name="options">Address, mode and limits.</param>
    /// <param name="loggerFactory">Where it logs.</param>
    /// <param name="table">The resources to serve. Default: <see cref="ResourceTable.Default"/>.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="meterFactory">Source of the instruments of meter <c>KubeEdge.ApiServer</c>. Default: nothing is measured.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="OptionsValidationException">An option is wrong; the message names it.</exception>
    /// <exception cref="IOException">The address cannot be bound or the kubeconfig not be written.</exception>
    public static async Task<ApiServerHost> StartAsync(
        IMetaStore store,
        ApiServerOptions options,
        ILoggerFactory loggerFactory,
        ResourceTable? table = null,
        TimeProvider? timeProvider = null,
        IMeterFactory? meterFactory = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        if (new ApiServerOptionsValidator().Validate(null, options) is { Failed: true } wrong)
        {
            throw new OptionsValidationException(nameof(ApiServerOptions), typeof(ApiServerOptions), wrong.Failures);
        }

        var logger = loggerFactory.CreateLogger<ApiServerHost>();
        var clock = timeProvider ?? TimeProvider.System;
        var key = options.ReadOnly ? null : await SigningKey.LoadOrCreateAsync(store, clock, cancellationToken).ConfigureAwait(false);
        var parts = new ApiServerParts(store, table ?? ResourceTable.Default, options, clock, meterFactory, logger, key);
        ServerEndpoint? endpoint = null;
        try
        {
            if (parts.FirstNamespaces is { } namespaces)
            {
                await namespaces.EnsureAsync(cancellationToken).ConfigureAwait(false);
            }

            if (parts.FirstDefinitions is { } definitions)
            {
                await definitions.EnsureAsync(cancellationToken).ConfigureAwait(false);
            }

            await parts.Definitions.LoadAsync(cancellationToken).ConfigureAwait(false);
            endpoint = await ServerEndpoint.StartAsync(
                options.ReadOnly ? "edge-api" : "api", ToEndpoint(options, meterFactory), parts.Handler.HandleAsync, loggerFactory, cancellationToken)
                .ConfigureAwait(false);
            if (options.KubeconfigPath is { Length: > 0 } path)
            {
                Kubeconfig.Write(path, endpoint.Address);
            }

            Log.Serving(logger, endpoint.Address, options.ReadOnly);
            return new ApiServerHost(endpoint, parts);
        }
        catch
        {
            if (endpoint is not null)
            {
                await endpoint.DisposeAsync().ConfigureAwait(false);
            }

            parts.Dispose();
            throw;
        }
    }

    /// <summary>Ends watches in order, lets running requests finish for 5 s at most and cuts the rest.</summary>
    /// <param name="cancellationToken">Cuts at once.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => _endpoint.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync().ConfigureAwait(false);
        _parts.Dispose();
    }

    private static ServerEndpointOptions ToEndpoint(ApiServerOptions options, IMeterFactory? meters)
    {
        var endpoint = new ServerEndpointOptions { Address = options.Address, Port = options.Port, MeterFactory = meters };
        // The handler's own limit answers with a Status; this one only stops what is far beyond it.
        endpoint.Limits.MaxRequestBodyBytes = options.MaxBodyBytes * 2L;
        endpoint.Limits.MaxConnections = options.MaxConnections;
        return endpoint;
    }
}
