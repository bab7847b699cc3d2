using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>A CloudHub as a program runs it: options, container, TLS port, records in an API; and dialers for it.</summary>
internal sealed class CloudRig : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _unhurried = TimeSpan.FromMinutes(10);
    private readonly ServiceProvider _services;
    private readonly IHostedService[] _hosted;
    private bool _isStopped;

    private CloudRig(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    public Uri? JoinAddress => _services.GetRequiredService<IJoinService>().Address;

    public ICloudHub Hub => _services.GetRequiredService<ICloudHub>();

    public CertificateAuthority Authority => _services.GetRequiredService<CertificateAuthority>();

    public IJoinTokens Tokens => _services.GetRequiredService<IJoinTokens>();

    public Uri Join => _services.GetRequiredService<IJoinService>().Address ?? throw new InvalidOperationException("not listening");

    public DeliveryWatcher Watcher => _services.GetRequiredService<DeliveryWatcher>();

    public IDeliveryRecords Records => _services.GetRequiredService<IDeliveryRecords>();

    public IDesiredState Desired => _services.GetRequiredService<IDesiredState>();

    public Uri Address => Hub.Address ?? throw new InvalidOperationException("not listening");

    /// <summary>Why there is no authority yet, or what is wrong with it.</summary>
    public IAuthoritySource Authorities => _services.GetRequiredService<IAuthoritySource>();

    /// <summary>Starts a hub and waits until it listens.</summary>
    public static async Task<CloudRig> StartAsync(
        string directory,
        Uri api,
        Action<CloudHubOptions>? configure = null,
        IEnumerable<IUpstreamHandler>? handlers = null,
        TimeProvider? time = null,
        LogCollector? log = null)
    {
        var rig = await BeginAsync(directory, api, configure, handlers, time, log);
        await rig.ListeningAsync();
        return rig;
    }

    /// <summary>Starts a hub, which listens as soon as it has an authority.</summary>
    public static async Task<CloudRig> BeginAsync(
        string directory,
        Uri api,
        Action<CloudHubOptions>? configure = null,
        IEnumerable<IUpstreamHandler>? handlers = null,
        TimeProvider? time = null,
        LogCollector? log = null)
    {
        var services = new ServiceCollection();
        foreach (var handler in handlers ?? [])
        {
            services.AddSingleton(handler);
        }

        services.AddSingleton(new KubeClient(new KubeClientOptions { Server = api }));
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<DeliveryWatcher>().AddSingleton<IDeliveryObserver>(provider => provider.GetRequiredService<DeliveryWatcher>());
        if (log is not null)
        {
            services.AddLogging(logging => logging.AddProvider(log));
        }

        services.AddCloudHub(options =>
        {
            options.Address = "127.0.0.1";
            options.Port = 0;
            options.AuthorityDirectory = directory;

            // Nothing comes twice, or ends, only because the machine is slow.
            options.RetransmitAfter = _unhurried;
            options.KeepaliveInterval = _unhurried;
            options.InventoryTimeout = _unhurried;
            configure?.Invoke(options);
        });
        var rig = new CloudRig(services.BuildServiceProvider());
        foreach (var hosted in rig._hosted)
        {
            await hosted.StartAsync(default).WaitAsync(_limit);
        }

        return rig;
    }

    /// <summary>Waits until the hub and its certificate service listen.</summary>
    public async Task ListeningAsync()
    {
        await _services.GetRequiredService<CloudHubService>().Started.WaitAsync(_limit);
        await _services.GetRequiredService<JoinService>().Started.WaitAsync(_limit);
    }

    public void Put(string name, string uid, long version) =>
        Desired.Put(TestObjects.ConfigMaps, TestObjects.ConfigMap(name, uid, version), Audience.AllNodes);

    /// <summary>The session of a node that has dialled: its answer is there a moment before the session is in the table.</summary>
    public async Task<IConnectedNode> SessionAsync(string node)
    {
        using var limit = new CancellationTokenSource(_limit);
        while (true)
        {
            if (_services.GetRequiredService<SessionTable>().TryFind(node, out var session))
            {
                return session;
            }

            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Waits until the records of a node are known here.</summary>
    public async Task KnowsAsync(string node, int holdings)
    {
        using var limit = new CancellationTokenSource(_limit);
        var ledger = _services.GetRequiredService<LedgerBook>().For(node);
        while (true)
        {
            lock (ledger.Gate)
            {
                if (ledger.Entries.Count(entry => entry.First?.StoredVersion is { Length: > 0 } stored && stored != "0") == holdings)
                {
                    return;
                }
            }

            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public Task<DialResult> DialAsync(string node, X509Certificate2? certificate, IReadOnlyList<string>? features = null, X509Certificate2? authority = null) =>
        new WebSocketDialer(
            new WebSocketDialerOptions
            {
                Server = new UriBuilder(Address) { Scheme = "wss" }.Uri,
                NodeId = node,
                ClientCertificate = certificate,
                TrustedAuthorities = [authority ?? Authority.Certificate],
                Features = features ?? [],
            },
            TimeProvider.System).DialAsync().WaitAsync(_limit);

    public async Task<ILink> ConnectAsync(string node)
    {
        var result = await DialAsync(node, Authority.IssueNode(node));
        Assert.True(result.Link is not null, $"{result.Failure}: {result.Detail}");
        return result.Link;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        foreach (var hosted in _hosted.Reverse())
        {
            await hosted.StopAsync(default).WaitAsync(_limit);
        }

        await _services.DisposeAsync();
    }
}
