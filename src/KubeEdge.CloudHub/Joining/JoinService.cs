using System.Diagnostics.Metrics;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub.Joining;

/// <summary>Runs the certificate service and keeps a fresh token where nodes' installers look for it: in a file and in the API.</summary>
internal sealed partial class JoinService(
    IOptions<CloudHubOptions> options,
    IAuthoritySource authorities,
    JoinHandler handler,
    JoinTokens tokens,
    TokenSecret secret,
    UsedTokens used,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory,
    IServiceProvider services) : IHostedService, IJoinService, IDisposable
{
    // A timer takes no more than 49.7 days.
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(30);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = loggerFactory.CreateLogger<JoinService>();
    private readonly AuthorityStart _start = new(
        authorities, services.GetService<IHostApplicationLifetime>(), loggerFactory.CreateLogger<JoinService>());

    private ServerEndpoint? _endpoint;
    private Task _refreshing = Task.CompletedTask;
    private Task _forgetting = Task.CompletedTask;

    public Uri? Address => _endpoint?.Address;

    /// <summary>Ends when the service listens, or never will.</summary>
    internal Task Started => _start.Started;

    public Task StartAsync(CancellationToken cancellationToken) =>
        options.Value.HttpsPort is null ? Task.CompletedTask : _start.StartAsync(ListenAsync, cancellationToken);

    private async Task ListenAsync(CertificateAuthority authority, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var endpoint = new ServerEndpointOptions
        {
            Address = settings.Address,
            Port = settings.HttpsPort ?? 0,
            ServerCertificate = authority.LoadOrIssueServer(settings.AdvertiseAddresses),
            ClientCertificates = ClientCertificateRule.Requested,
            ClientAuthorities = [authority.Certificate],
            TimeProvider = timeProvider,
            MeterFactory = services.GetService<IMeterFactory>(),
        };
        _endpoint = await ServerEndpoint.StartAsync("join", endpoint, handler.HandleAsync, loggerFactory, cancellationToken).ConfigureAwait(false);
        var first = tokens.Create();
        WriteFile(first);
        var half = settings.TokenLifetime / 2;
        _refreshing = RefreshAsync(first, half < _longestWait ? half : _longestWait, _stopping.Token);
        _forgetting = used.RunAsync(_stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _start.StopAsync().ConfigureAwait(false);
        await Task.WhenAll(_refreshing, _forgetting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_endpoint is { } endpoint)
        {
            await endpoint.StopAsync(cancellationToken).ConfigureAwait(false);
            await endpoint.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _start.Dispose();
        _stopping.Dispose();
    }

    /// <summary>A new token at half of the life of the last at the latest, so that the one in the file is always good for a while.</summary>
    private async Task RefreshAsync(string token, TimeSpan interval, CancellationToken stopping)
    {
        while (true)
        {
            await secret.PublishAsync(token, interval, stopping).ConfigureAwait(false);
            token = tokens.Create();
            WriteFile(token);
        }
    }

    private void WriteFile(string token)
    {
        if (options.Value.TokenFile is not { } path)
        {
            return;
        }

        try
        {
            PemFile.EnsureDirectory(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
            PemFile.Replace(path, token, secret: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            Log.TokenFileFailed(_logger, failed, path);
        }
    }
}
