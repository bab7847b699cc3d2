using System.Diagnostics.Metrics;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Tests.Fakes;
using KubeEdge.MetaManager.Tests.Requests;

namespace KubeEdge.MetaManager.Tests.Prefetch;

/// <summary>An edge with pods and a cloud that only answers, as the original's does.</summary>
internal sealed class PrefetchRig : IAsyncDisposable
{
    /// <summary>Told from every other time that anything waits for.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(777);

    private readonly SemaphoreSlim _noted = new(0);
    private readonly MeterListener _listener = new();

    public PrefetchRig(EdgeRig edge)
    {
        Edge = edge;
        Cloud = FakeCloud.On(edge);
        var meters = edge.Service<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name == "kubeedge.metamanager.prefetch.fetches")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => _noted.Release());
        _listener.Start();
    }

    public EdgeRig Edge { get; }

    public FakeCloud Cloud { get; }

    public static async Task<PrefetchRig> StartAsync(params string[] features) =>
        new(await EdgeRig.StartAsync(options => options.PrefetchDelay = Delay, features));

    public static string Path(string name) => $"default/configmap/{name}";

    /// <summary>Gives the cloud a ConfigMap that it answers with.</summary>
    public void Has(string name, int version = 1) => Cloud.Answer(Path(name), Messages.ConfigMap(name, "uid-" + name, version));

    /// <summary>Pushes a pod; the prefetcher has seen it when its wait for the cloud's pushes begins.</summary>
    public async Task PushPodAsync(string json, string name = "p")
    {
        await Cloud.PushAsync("insert", $"default/pod/{name}", json);
        await Edge.Clock.WaitForTimerAsync(Delay);
    }

    public Task DeletePodAsync(string name = "p") =>
        Cloud.PushAsync("delete", $"default/pod/{name}", $$$"""{"metadata":{"name":"{{{name}}}","namespace":"default","uid":"uid-{{{name}}}"}}""");

    /// <summary>Lets the time pass that the cloud has to push.</summary>
    public void PassDelay() => Edge.Clock.Advance(Delay);

    /// <summary>
    /// A pod names a ConfigMap that the cloud has, and the prefetcher has taken note that it is fetched. Its next timer does not tell: while
    /// it waits for the cloud, it sleeps as long as after it.
    /// </summary>
    public async Task FetchAsync(string name = "a", string pod = "p")
    {
        Has(name);
        await PushPodAsync(Pods.NamingConfigMap(pod, name), pod);
        PassDelay();
        await AnsweredAsync(name);
        Assert.True(await _noted.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>Waits until an answer about a ConfigMap was acknowledged.</summary>
    public Task<Message> AnsweredAsync(string name) => Cloud.ReceiveAsync(
        message => message.Route.Operation == Operations.Response && message.Route.Resource == Path(name));

    /// <summary>Waits until the store holds a ConfigMap, or holds it no more.</summary>
    public Task UntilAsync(string name, bool isThere) =>
        QueryTests.WaitAsync(async () => await Edge.GetAsync("configmaps", name) is not null == isThere);

    /// <summary>Waits until the store holds a ConfigMap in a version.</summary>
    public Task UntilAsync(string name, ulong version) =>
        QueryTests.WaitAsync(async () => (await Edge.GetAsync("configmaps", name))?.ResourceVersion == version);

    public async ValueTask DisposeAsync()
    {
        await Edge.DisposeAsync();
        _listener.Dispose();
        _noted.Dispose();
    }
}
