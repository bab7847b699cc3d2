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
    CertificateAuthority authority,
    JoinHandler handler,
    JoinTokens tokens,
    TokenSecret secret,
    AuthoritySecrets authoritySecrets,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory,
    IServiceProvider services) : IHostedService, IJoinService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = loggerFactory.CreateLogger<JoinService>();
    private ServerEndpoint? _endpoint;
    private Task _refreshing = Task.CompletedTask;
    private Task _publishing = Task.CompletedTask;

    public Uri? Address => _endpoint?.Address;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (settings.HttpsPort is not { } port)
        {
            return;
        }

        var server = authority.LoadOrIssueServer(settings.AdvertiseAddresses);
        var endpoint = new ServerEndpointOptions
        {
            Address = settings.Address,
            Port = port,
            ServerCertificate = server,
            ClientCertificates = ClientCertificateRule.Requested,
            ClientAuthorities = [authority.Certificate],
            TimeProvider = timeProvider,
            MeterFactory = services.GetService<IMeterFactory>(),
        };
        _endpoint = await ServerEndpoint.StartAsync("join", endpoint, handler.HandleAsync, loggerFactory, cancellationToken).ConfigureAwait(false);
        var first = tokens.Create();
        WriteFile(first);
        _refreshing = RefreshAsync(first, settings.TokenLifetime / 2, _stopping.Token);
        _publishing = authoritySecrets.RunAsync(server, _stopping.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_refreshing, _publishing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_endpoint is { } endpoint)
        {
            await endpoint.StopAsync(cancellationToken).ConfigureAwait(false);
            await endpoint.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>A new token at half of the life of the last, so that the one in the file is always good for a while.</summary>
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
