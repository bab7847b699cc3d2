using System.Diagnostics.Metrics;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub;

/// <summary>
/// Runs the hub inside a host: listens as soon as there is an authority, reads the delivery records, writes them. Nodes may connect at
/// once; delivery begins when the records have been read, however long the API takes.
/// </summary>
internal sealed partial class CloudHubService(
    IOptions<CloudHubOptions> options,
    IAuthoritySource authorities,
    ConnectHandler handler,
    SessionTable sessions,
    RecordIndex index,
    RecordWriter writer,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory,
    IServiceProvider services) : IHostedService, ICloudHub, IDisposable
{
    private static readonly TimeSpan _handshakeWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _drain = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = loggerFactory.CreateLogger<CloudHubService>();
    private readonly AuthorityStart _start = new(
        authorities, services.GetService<IHostApplicationLifetime>(), loggerFactory.CreateLogger<CloudHubService>());

    private ServerEndpoint? _endpoint;
    private Task _reading = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;

    public Uri? Address => _endpoint is { } endpoint ? new UriBuilder(endpoint.Address) { Scheme = Uri.UriSchemeWss }.Uri : null;

    public int ConnectedNodes => sessions.Count;

    public bool IsConnected(string nodeName) => sessions.TryFind(nodeName, out _);

    /// <summary>Ends when the hub listens, or never will.</summary>
    internal Task Started => _start.Started;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = RunAsync("records", writer.RunAsync);
        _reading = RunAsync("record index", index.RunAsync);
        return _start.StartAsync(ListenAsync, cancellationToken);
    }

    private async Task ListenAsync(CertificateAuthority authority, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var gate = new HandshakeGate(settings.HandshakesPerSecond, _handshakeWait, timeProvider);
        var endpoint = new ServerEndpointOptions
        {
            Address = settings.Address,
            Port = settings.Port,
            ServerCertificate = authority.LoadOrIssueServer(settings.AdvertiseAddresses),
            ClientCertificates = ClientCertificateRule.Required,
            ClientAuthorities = [authority.Certificate],
            TimeProvider = timeProvider,
            Admission = (_, token) => gate.EnterAsync(token),
            MeterFactory = services.GetService<IMeterFactory>(),
        };

        // A node may hold two connections for a moment, while the new one replaces the old one.
        endpoint.Limits.MaxUpgradedConnections = 2L * settings.NodeLimit;
        endpoint.Limits.MaxConnections = (2L * settings.NodeLimit) + 1024;
        _endpoint = await ServerEndpoint.StartAsync("cloudhub", endpoint, handler.HandleAsync, loggerFactory, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _start.StopAsync().ConfigureAwait(false);
        if (_endpoint is { } endpoint)
        {
            await endpoint.StopAsync(cancellationToken).ConfigureAwait(false);
            await endpoint.DisposeAsync().ConfigureAwait(false);
        }

        // What is not written now is found again at the next start, at the price of sending it once more.
        writer.Complete();
        await Task.WhenAny(_writing, Task.Delay(_drain, timeProvider, cancellationToken)).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_writing, _reading).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _start.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync(string what, Func<CancellationToken, Task> run)
    {
        try
        {
            await Task.Yield();
            await run(_stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
        catch (Exception error)
        {
            Log.Failed(_logger, error, what);
        }
    }
}
