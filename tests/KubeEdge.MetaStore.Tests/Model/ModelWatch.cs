using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Selectors;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Model;

/// <summary>A watch that runs beside the random operations and goes on after restarts from where it was.</summary>
internal sealed class ModelWatch
{
    private readonly List<string> _seen = [];
    private readonly ResourceQuery _query;
    private readonly long _start;
    private IAsyncEnumerator<StoreEvent>? _events;

    public ModelWatch(long start, string? label)
    {
        (_start, Label, Position) = (start, label, start);
        LabelSelector? selector = null;
        Assert.True(label is null || LabelSelector.TryParse($"set={label}", out selector, out _));
        _query = StoreFolder.ConfigMaps with { Labels = selector };
    }

    public string? Label { get; }

    public long Position { get; private set; }

    public bool WasTooOld { get; private set; }

    public void Open(IMetaStore store) =>
        _events = store.WatchAsync(WatchStart.AtRevision(Position), _query).GetAsyncEnumerator();

    public async Task CloseAsync()
    {
        await _events!.DisposeAsync();
        _events = null;
    }

    /// <summary>Reads as many events as the model says there are and compares them.</summary>
    public async Task CatchUpAsync(StoreModel model)
    {
        var expected = model.Watch(_start, Label).ToList();
        while (!WasTooOld && _seen.Count < expected.Count)
        {
            var change = await _events!.NextAsync();
            if (change.Kind == StoreEventKind.TooOld)
            {
                WasTooOld = true;
                return;
            }

            Position = change.Revision;
            _seen.Add(ModelEvent.Text(
                change.Kind, change.Revision, change.Object!.Key, VersionOf(change), change.Previous?.ResourceVersion));
        }

        Assert.Equal(expected, _seen);
    }

    // The model shows a leaving object as it is now and a deleted one as it was; so does the store.
    private static ulong VersionOf(StoreEvent change) => change.Object!.ResourceVersion;
}
