using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent.Machine;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.NodeAgent.Tests.Fakes;

/// <summary>The agent as it is registered, over a store on disk. The test is the link, the cloud, the machine and the clock.</summary>
internal sealed class AgentRig : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kubeedge-test-").FullName;
    private readonly IHost _host;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public AgentRig(Action<NodeAgentOptions>? configure = null, string? database = null)
    {
        Database = database ?? Path.Combine(_folder, "edge.db");
        Link = new FakeLinkState(Clock);
        Cloud = new FakeCloud(Clock);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IEdgeLinkState>(Link);
        builder.Services.AddSingleton<ICloudRequests>(Cloud);
        builder.Services.AddSingleton<IMachine>(Machine);
        builder.Services.AddLogging();
        builder.Services.AddMetaStore(options => options.Path = Database);
        builder.Services.Configure<EdgeHubOptions>(options => options.NodeName = "edge-1");
        builder.Services.AddNodeAgent(configure);
        _host = builder.Build();
    }

    public string Database { get; }

    public ManualTimeProvider Clock { get; } = new();

    public FakeLinkState Link { get; }

    public FakeCloud Cloud { get; }

    public FakeMachine Machine { get; } = new();

    public IMetaStore Store => Get<IMetaStore>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Starts the whole module.</summary>
    public Task StartAsync() => _host.StartAsync();

    /// <summary>Runs one part alone, until the rig goes.</summary>
    public void Run(Func<CancellationToken, Task> part) => _running.Add(part(_stop.Token));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_running).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        await _host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await ((IAsyncDisposable)_host).DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
