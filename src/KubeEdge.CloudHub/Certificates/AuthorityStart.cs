using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// Starts what needs the authority: inside the host's start when it is there, so that a failure ends that, and otherwise as soon as it
/// comes, when a failure ends the host.
/// </summary>
internal sealed partial class AuthorityStart(IAuthoritySource source, IHostApplicationLifetime? host, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends when it has started, or failed, or was stopped before; never faulted.</summary>
    public Task Started { get; private set; } = Task.CompletedTask;

    public Task StartAsync(Func<CertificateAuthority, CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        if (source.TryGet(out var authority))
        {
            return start(authority, cancellationToken);
        }

        Started = WaitAsync(start);
        return Task.CompletedTask;
    }

    /// <summary>Ends the wait. Afterwards nothing is started any more.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Started.ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task WaitAsync(Func<CertificateAuthority, CancellationToken, Task> start)
    {
        try
        {
            var authority = await source.GetAsync(_stopping.Token).ConfigureAwait(false);
            await start(authority, _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
        catch (Exception failed)
        {
            Log.Failed(logger, failed);
            host?.StopApplication();
        }
    }
}
