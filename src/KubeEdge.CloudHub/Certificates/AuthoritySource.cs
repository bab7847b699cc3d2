using System.Diagnostics.CodeAnalysis;
using KubeEdge.CloudHub.Joining;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// Loads the authority of the folder or, when it holds none, fetches it from the API; then sees to it that the API has it too.
/// </summary>
internal sealed partial class AuthoritySource(
    IOptions<CloudHubOptions> options, AuthoritySecrets secrets, TimeProvider timeProvider, ILogger<AuthoritySource> logger)
    : IAuthoritySource, IHostedService, IDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);
    private readonly Lock _loading = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<CertificateAuthority> _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile CertificateAuthority? _authority;
    private volatile string? _problem;
    private bool _isTakingOver;
    private Task _running = Task.CompletedTask;

    public string? Problem => _problem;

    /// <summary>The authority, for what runs only after it came, and for callers who cannot wait.</summary>
    /// <exception cref="InvalidOperationException">It is not there yet.</exception>
    public CertificateAuthority Authority => TryGet(out var authority)
        ? authority
        : throw new InvalidOperationException(
            $"The certificate authority is not there yet ({_problem ?? "the host has not started"}); "
            + $"{nameof(IAuthoritySource)}.{nameof(GetAsync)} waits for it.");

    public bool TryGet([NotNullWhen(true)] out CertificateAuthority? authority)
    {
        authority = _authority;
        if (authority is not null)
        {
            return true;
        }

        lock (_loading)
        {
            authority = _isTakingOver ? null : _authority ??= Load();
        }

        return authority is not null;
    }

    public async Task<CertificateAuthority> GetAsync(CancellationToken cancellationToken = default) =>
        TryGet(out var authority) ? authority : await _arrived.Task.WaitAsync(cancellationToken).ConfigureAwait(false);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Damaged files end the start here; a missing authority does not hold it up.
        TryGet(out _);
        _running = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _arrived.TrySetCanceled(CancellationToken.None);
    }

    public void Dispose()
    {
        // A host whose start failed is disposed without having been stopped.
        if (!_stopping.IsCancellationRequested)
        {
            _stopping.Cancel();
        }

        _stopping.Dispose();
        _authority?.Dispose();
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        await Task.Yield();
        var pause = _firstPause;
        while (await TryArriveAsync(stopping).ConfigureAwait(false) is { } problem)
        {
            _problem = problem;
            Log.Waiting(logger, problem, pause);
            await Task.Delay(pause, timeProvider, stopping).ConfigureAwait(false);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }

        _problem = null;
        _arrived.TrySetResult(Authority);
        if (options.Value.AuthorityInApi)
        {
            await PublishAsync(stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Null when the authority is there; otherwise why not.</summary>
    private async Task<string?> TryArriveAsync(CancellationToken stopping)
    {
        try
        {
            return TryGet(out _) ? null : await TakeOverAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is: a hub that waits says why, and goes on trying.
            return failed.Message;
        }
        finally
        {
            SetTakingOver(false);
        }
    }

    private async Task<string?> TakeOverAsync(CancellationToken stopping)
    {
        // Until the server's certificate lies there too: whoever begins to listen before would issue one of his own.
        SetTakingOver(true);
        var settings = options.Value;
        PemFile.EnsureDirectory(settings.AuthorityDirectory);
        if (await secrets.TakeOverAsync(settings.AuthorityDirectory, stopping).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        if (Load() is not { } authority)
        {
            return $"the files of the authority have vanished from '{settings.AuthorityDirectory}'";
        }

        using var server = await secrets.GetServerAsync(stopping).ConfigureAwait(false);
        if (server is not null)
        {
            authority.TryKeepServer(server, settings.AdvertiseAddresses);
        }

        _authority = authority;
        return null;
    }

    private async Task PublishAsync(CancellationToken stopping)
    {
        try
        {
            using var server = Authority.LoadOrIssueServer(options.Value.AdvertiseAddresses);
            _problem = await secrets.PublishAsync(Authority, server, stopping).ConfigureAwait(false);
        }
        catch (Exception failed) when (!stopping.IsCancellationRequested)
        {
            Log.NotPublished(logger, failed);
        }
    }

    private void SetTakingOver(bool value)
    {
        lock (_loading)
        {
            _isTakingOver = value;
        }
    }

    private CertificateAuthority? Load()
    {
        var settings = options.Value;
        return settings.AuthorityInApi
            ? CertificateAuthority.TryLoad(settings.AuthorityDirectory, timeProvider, settings.CertificateLifetime)
            : CertificateAuthority.LoadOrCreate(settings.AuthorityDirectory, timeProvider, settings.CertificateLifetime);
    }
}
