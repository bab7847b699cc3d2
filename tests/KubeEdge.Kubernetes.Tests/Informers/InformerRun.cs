using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Tests.Fakes;
using KubeEdge.Testing;

namespace KubeEdge.Kubernetes.Tests.Informers;

/// <summary>An informer that runs against a fake cluster, read one event at a time.</summary>
internal sealed class InformerRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KubeClient _client;
    private readonly IAsyncEnumerator<InformerEvent> _events;
    private Task<InformerEvent?> _reading = Task.FromResult<InformerEvent?>(null);

    public InformerRun(FakeCluster cluster, int pageSize = 500)
    {
        _client = cluster.Server.Client(Time);
        var options = new InformerOptions { PageSize = pageSize, Random = new FixedRandom(0.5) };
        Informer = new Informer(_client, Sample.ConfigMaps, null, Time, options: options);
        _events = Informer.RunAsync(_stop.Token).GetAsyncEnumerator();
    }

    public Informer Informer { get; }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>The next event as <c>Added a@101</c>; a change also says which version was known before.</summary>
    public async Task<string> NextAsync()
    {
        _reading = ReadAsync();
        var next = await _reading.WaitAsync(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("the informer ended");
        var previous = next.Previous is null ? "" : $" was @{next.Previous.ResourceVersion}";
        return next.Object is null ? next.Kind.ToString() : $"{next.Kind} {next.Object.Name}@{next.Object.ResourceVersion}{previous}";
    }

    public async Task<string[]> NextAsync(int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = await NextAsync();
        }

        return texts;
    }

    /// <summary>Waits until the informer pauses for exactly this long, and lets that time pass.</summary>
    public async Task PassAsync(params double[] pauses)
    {
        foreach (var seconds in pauses)
        {
            await Time.WaitForTimerAsync(TimeSpan.FromSeconds(seconds));
            Time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();

        // An enumerator must not be disposed during a read.
        await ((Task)_reading).WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _events.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task<InformerEvent?> ReadAsync() => await _events.MoveNextAsync() ? _events.Current : null;

    private sealed class FixedRandom(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
