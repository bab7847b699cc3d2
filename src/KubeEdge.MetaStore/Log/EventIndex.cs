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
    /// Takes the oldest event for retirement, if it must or may go: beyond a maximum, or beyond both minimums and not needed by a cursor.
    /// </summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="lowestCursor">Events after it are needed.</param>
    /// <param name="entry">The event; the floor is at its revision now.</param>
    public bool TryRetire(long now, long lowestCursor, out EventEntry entry)
    {
        lock (_gate)
        {
            entry = _count > 0 ? _ring[_head] : default;
            if (_count == 0 || !(MustGo() || MayGo(entry, now, lowestCursor)))
            {
                return false;
            }

            _head = (_head + 1) % _ring.Length;
            _count--;
            _bytes -= entry.Bytes;
            _floor = entry.Revision;
            return true;
        }
    }

    /// <summary>How many events could retire now, counted up to a limit.</summary>
    public bool HasRetirable(long now, long lowestCursor, int atLeast)
    {
        lock (_gate)
        {
            if (_count <= atLeast)
            {
                return _count > 0 && MustGo();
            }

            return MustGo() || (_count - atLeast >= limits.MinEvents && MayGo(_ring[(_head + atLeast) % _ring.Length], now, lowestCursor));
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

    private bool MustGo() => _count > limits.MaxEvents || _bytes > limits.MaxBytes;

    private bool MayGo(in EventEntry entry, long now, long lowestCursor) =>
        _count > limits.MinEvents && now - entry.Time > limits.MinAge.TotalMilliseconds && entry.Revision <= lowestCursor;

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
