using KubeEdge.Grpc;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mappers.Tests.Support;

/// <summary>A mapper in its host, an edge core and devices, on a clock that the test turns.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kem");
    private readonly List<IHostedService> _hosted = [];
    private readonly ServiceProvider _services;
    private readonly GrpcChannel _channel;

    public Rig(Action<MapperOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<Random>(new NoJitter());
        services.AddSingleton(World);
        services.AddSingleton<ILoggerFactory>(Warnings);
        services.AddMapper<FakeDriver>(options =>
        {
            options.Protocol = "fake";
            options.EdgeSocket = EdgeSocket;
            options.Socket = MapperSocket;

            // The clock passes while a call is on its way, which must not cost the call its time.
            options.EdgeTimeout = TimeSpan.FromMinutes(10);
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
        _channel = new GrpcChannel(new Uri("unix://" + MapperSocket));
    }

    public ManualTimeProvider Time { get; } = new();

    public Warnings Warnings { get; } = new();

    public FakeWorld World { get; } = new();

    public FakeEdge Edge { get; private set; } = new();

    public string EdgeSocket => Path.Combine(_folder.FullName, "dmi.sock");

    public string MapperSocket => Path.Combine(_folder.FullName, "fake.sock");

    public IMapperState State => _services.GetRequiredService<IMapperState>();

    public IServiceProvider Services => _services;

    public async Task StartAsync(bool withEdge = true)
    {
        if (withEdge)
        {
            await Edge.StartAsync(EdgeSocket);
        }

        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
            _hosted.Add(hosted);
        }
    }

    /// <summary>The edge core ends, and another one, which knows nothing of this mapper, takes its place when it is started.</summary>
    public async Task<FakeEdge> ReplaceEdgeAsync()
    {
        await Edge.DisposeAsync();
        return Edge = new FakeEdge();
    }

    public async Task<GrpcResult<TResponse>> CallAsync<TRequest, TResponse>(GrpcMethod<TRequest, TResponse> method, TRequest request) =>
        await _channel.CallAsync(method, request, Patience).AsTask().WaitAsync(Patience);

    /// <summary>Lets time pass when somebody has begun to wait exactly so long.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Time.WaitForTimerAsync(time);
        Time.Advance(time);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted)
        {
            await hosted.StopAsync(CancellationToken.None).WaitAsync(Patience);
        }

        await _channel.DisposeAsync();
        await _services.DisposeAsync();
        await Edge.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class NoJitter : Random
    {
        public override double NextDouble() => 0;
    }
}
