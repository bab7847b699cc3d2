using System.Collections.Immutable;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Twins;

namespace KubeEdge.DeviceTwin.Local;

/// <summary>Tells the readers of desired values what a commit has changed.</summary>
internal sealed class DesiredFeeds
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<DeviceId, ImmutableArray<DesiredFeed>> _feeds =
        ImmutableDictionary<DeviceId, ImmutableArray<DesiredFeed>>.Empty;

    public DesiredFeed Open(DeviceId device)
    {
        var feed = new DesiredFeed();
        lock (_gate)
        {
            _feeds = _feeds.SetItem(device, _feeds.GetValueOrDefault(device, []).Add(feed));
        }

        return feed;
    }

    public void Close(DeviceId device, DesiredFeed feed)
    {
        lock (_gate)
        {
            var rest = _feeds.GetValueOrDefault(device, []).Remove(feed);
            _feeds = rest.IsEmpty ? _feeds.Remove(device) : _feeds.SetItem(device, rest);
        }
    }

    /// <summary>A commit has made <paramref name="after"/> of <paramref name="before"/>.</summary>
    public void Committed(Device? before, Device after)
    {
        if (!Volatile.Read(ref _feeds).TryGetValue(after.Id, out var feeds))
        {
            return;
        }

        for (var i = 0; i < after.Twins.Count; i++)
        {
            var (name, twin) = (after.Twins.Name(i), after.Twins[i].Twin);
            if (IsNews(before, name, twin))
            {
                foreach (var feed in feeds)
                {
                    feed.Add(new DesiredChange(name, twin.Expected?.Value, twin.Type ?? TwinTypes.String));
                }
            }
        }
    }

    /// <summary>The same value set again is news: a device that has not followed is asked once more.</summary>
    private static bool IsNews(Device? before, string name, Twin twin)
    {
        var old = before is not null && before.Twins.TryGet(name, out var stored) ? stored.Twin : null;
        return ReferenceEquals(old?.Expected, twin.Expected) ? false
            : old?.Expected?.Value != twin.Expected?.Value || old?.ExpectedVersion != twin.ExpectedVersion;
    }
}
