using KubeEdge.Kubernetes.Informers;

namespace KubeEdge.Kubernetes.Tests.Informers;

/// <summary>Applies an informer's events one after another, and checks that each fits what was reported before it.</summary>
internal sealed class EventLedger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _state = [];

    public bool Equals(IReadOnlyDictionary<string, string> state)
    {
        lock (_lock)
        {
            return _state.Count == state.Count && state.All(pair => _state.GetValueOrDefault(pair.Key) == pair.Value);
        }
    }

    public async Task FollowAsync(Informer informer, CancellationToken stop)
    {
        await foreach (var next in informer.RunAsync(stop))
        {
            lock (_lock)
            {
                Apply(next);
            }
        }
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join(", ", _state.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        }
    }

    private void Apply(InformerEvent next)
    {
        if (next.Object is not { } value)
        {
            return;
        }

        Assert.Equal(next.Kind != InformerEventKind.Added, _state.ContainsKey(value.Name));
        Assert.Equal(next.Previous?.ResourceVersion, _state.GetValueOrDefault(value.Name));
        if (next.Kind == InformerEventKind.Deleted)
        {
            _state.Remove(value.Name);
        }
        else
        {
            _state[value.Name] = value.ResourceVersion;
        }
    }
}
