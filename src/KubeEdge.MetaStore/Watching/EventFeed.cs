using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Reading;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Watching;

/// <summary>
/// Gives watches their events. The newest stay in memory, decoded and verified once for all watches; who is further behind reads the log at
/// its own pace.
/// </summary>
internal sealed class EventFeed(ReaderPool readers, EventIndex index, CommitPublisher publisher, long cacheBytes)
{
    private const int ChunkEvents = 256;

    private readonly Lock _gate = new();
    private readonly List<LogEvent> _tail = [];
    private long _tailBytes;

    // The tail holds every event after _start up to _end.
    private long _start = publisher.Revision;
    private long _end = publisher.Revision;

    public EventChunk Read(long after)
    {
        lock (_gate)
        {
            if (after >= _end)
            {
                Extend();
            }

            if (after >= _start)
            {
                // Only then: trimming first could take away what this watch comes for.
                var chunk = Slice(after);
                Trim();
                return chunk;
            }
        }

        return readers.Read((Feed: this, After: after), static (reader, x) => x.Feed.ReadLog(reader, x.After));
    }

    /// <summary>
    /// Reads what was committed since into the tail. When part of that is retired already, the tail starts anew behind it.
    /// </summary>
    private void Extend()
    {
        var published = publisher.Revision;
        if (published <= _end)
        {
            return;
        }

        var news = new List<LogEvent>();
        var upTo = readers.Read((End: _end, UpTo: published, News: news), static (reader, x) =>
        {
            reader.Begin();
            return x.End < reader.Events.Floor() ? -1 : reader.Events.Read(x.End, x.UpTo, ChunkEvents, x.News);
        });
        if (upTo < 0)
        {
            _tail.Clear();
            (_tailBytes, _start, _end) = (0, published, published);
            return;
        }

        foreach (var change in news)
        {
            _tailBytes += change.Bytes;
        }

        _tail.AddRange(news);
        _end = upTo;
    }

    private void Trim()
    {
        var gone = 0;
        while (_tailBytes > cacheBytes && _tail.Count - gone > 1)
        {
            _tailBytes -= _tail[gone].Bytes;
            _start = _tail[gone].Revision;
            gone++;
        }

        _tail.RemoveRange(0, gone);
    }

    private EventChunk Slice(long after)
    {
        var first = FirstAfter(after);
        var count = Math.Min(ChunkEvents, _tail.Count - first);
        if (count <= 0)
        {
            return new EventChunk(false, [], Math.Max(after, _end));
        }

        var events = _tail.GetRange(first, count);
        return new EventChunk(false, events, first + count == _tail.Count ? _end : events[^1].Revision);
    }

    private int FirstAfter(long after)
    {
        var (low, high) = (0, _tail.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_tail[middle].Revision <= after)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private EventChunk ReadLog(StoreReader reader, long after)
    {
        // Taken before the snapshot: what is committed in between is not in it, and must not count as read.
        var published = publisher.Revision;
        reader.Begin();
        if (after < Math.Max(reader.Events.Floor(), index.Floor))
        {
            return new EventChunk(true, [], after);
        }

        var events = new List<LogEvent>();
        var upTo = reader.Events.Read(after, published, ChunkEvents, events);
        return new EventChunk(false, events, upTo);
    }
}
