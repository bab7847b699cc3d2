namespace KubeEdge.MetaStore.Log;

/// <summary>
/// The events that watches can still read, oldest first, in memory: 40 bytes each instead of an index on disk that every commit would have
/// to write. Filled from the log on open; only the writer changes it.
/// </summary>
internal sealed class EventIndex(RetentionLimits limits)
{
    private readonly Lock _gate = new();
    private EventEntry[] _ring = new EventEntry[256];
    private int _head;
    private int _count;
    private long _bytes;
    private long _floor;

    /// <summary>Events up to this revision are gone.</summary>
    public long Floor
    {
        get
        {
            lock (_gate)
            {
                return _floor;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    public void SetFloor(long floor)
    {
        lock (_gate)
        {
            _floor = Math.Max(_floor, floor);
        }
    }

    public void Append(in EventEntry entry)
    {
        lock (_gate)
        {
            if (_count == _ring.Length)
            {
                Grow();
            }

            _ring[(_head + _count) % _ring.Length] = entry;
            _count++;
            _bytes += entry.Bytes;
        }
    }

    /// <summary>
    /// Copies the oldest events that must or may retire: beyond a maximum, or beyond both minimums and not needed by a cursor. They stay
    /// until <see cref="Drop"/>.
    /// </summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="lowestCursor">Events after it are needed.</param>
    /// <param name="atLeast">
    /// Nothing unless so many can go, or a maximum is passed: retiring a few at a time costs a transaction each.
    /// </param>
    /// <param name="into">Where to; its length is the most that are taken.</param>
    public int Retirable(long now, long lowestCursor, int atLeast, Span<EventEntry> into)
    {
        lock (_gate)
        {
            var (taken, bytes) = (0, _bytes);
            while (taken < into.Length && taken < _count)
            {
                var left = _count - taken;
                ref readonly var entry = ref _ring[(_head + taken) % _ring.Length];
                var mustGo = left > limits.MaxEvents || bytes > limits.MaxBytes;
                var mayGo = left > limits.MinEvents && now - entry.Time > limits.MinAge.TotalMilliseconds && entry.Revision <= lowestCursor;
                if (!mustGo && !mayGo)
                {
                    break;
                }

                into[taken++] = entry;
                bytes -= entry.Bytes;
            }

            return taken >= atLeast || _bytes > limits.MaxBytes ? taken : 0;
        }
    }

    /// <summary>Copies the oldest events up to a revision.</summary>
    public int UpTo(long revision, Span<EventEntry> into)
    {
        lock (_gate)
        {
            var taken = 0;
            while (taken < into.Length && taken < _count && _ring[(_head + taken) % _ring.Length].Revision <= revision)
            {
                into[taken] = _ring[(_head + taken) % _ring.Length];
                taken++;
            }

            return taken;
        }
    }

    /// <summary>Forgets the oldest events; the floor is now at the last of them.</summary>
    public void Drop(int count)
    {
        lock (_gate)
        {
            for (; count > 0; count--)
            {
                ref readonly var entry = ref _ring[_head];
                (_floor, _bytes) = (entry.Revision, _bytes - entry.Bytes);
                _head = (_head + 1) % _ring.Length;
                _count--;
            }
        }
    }

    /// <summary>
    /// The first revision that carried the highest resource version up to the given one; −1 when no event that is still here did, so that
    /// nobody can say what came after it.
    /// </summary>
    public long FindVersion(ulong version)
    {
        lock (_gate)
        {
            ulong best = 0;
            long revision = -1;
            for (var i = 0; i < _count; i++)
            {
                ref readonly var entry = ref _ring[(_head + i) % _ring.Length];
                if (entry.Version <= version && (revision < 0 || entry.Version > best))
                {
                    (best, revision) = (entry.Version, entry.Revision);
                }
            }

            return revision < 0 && _floor == 0 ? 0 : revision;
        }
    }

    private void Grow()
    {
        var larger = new EventEntry[_ring.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = _ring[(_head + i) % _ring.Length];
        }

        (_ring, _head) = (larger, 0);
    }
}
