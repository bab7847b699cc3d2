using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Joining;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>The source of a hub's authority on its own: a folder, an API, a clock that stands still.</summary>
internal sealed class AuthorityRig : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly TemporaryDirectory _own = new();
    private readonly KubeClient _client;
    private readonly ILoggerFactory _loggers;

    public AuthorityRig(Uri api, string? folder = null, Action<CloudHubOptions>? configure = null)
    {
        Folder = folder ?? _own.File("authority");
        var options = new CloudHubOptions { AuthorityDirectory = Folder };
        configure?.Invoke(options);
        _client = new KubeClient(new KubeClientOptions { Server = api });
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log));
        Source = new AuthoritySource(
            Options.Create(options),
            new AuthoritySecrets(new JoinSecrets(_client), Clock, _loggers.CreateLogger<AuthoritySecrets>()),
            Clock,
            _loggers.CreateLogger<AuthoritySource>());
    }

    public string Folder { get; }

    public LogCollector Log { get; } = new();

    public ManualTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public AuthoritySource Source { get; }

    /// <summary>Names of the files that the folder holds.</summary>
    public IEnumerable<string?> Files => Directory.Exists(Folder) ? Directory.GetFiles(Folder).Select(Path.GetFileName).Order() : [];

    public Task StartAsync() => Source.StartAsync(CancellationToken.None).WaitAsync(_limit);

    public Task<CertificateAuthority> GetAsync() => Source.GetAsync().WaitAsync(_limit);

    /// <summary>Waits until an attempt has failed and the next is due after this pause, and returns why.</summary>
    public async Task<string> WaitsAsync(double pause = 0.5)
    {
        await Clock.WaitForTimerAsync(TimeSpan.FromSeconds(pause));
        Assert.False(Source.TryGet(out _));
        return Source.Problem ?? throw new InvalidOperationException("nothing is wrong");
    }

    public async ValueTask DisposeAsync()
    {
        await Source.StopAsync(CancellationToken.None).WaitAsync(_limit);
        Source.Dispose();
        _loggers.Dispose();
        _client.Dispose();
        _own.Dispose();
    }
}
