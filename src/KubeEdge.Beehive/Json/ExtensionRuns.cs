namespace KubeEdge.Beehive.Json;

/// <summary>Where the unknown members of a header lie. Nearly always one run, which stays a slice of the document.</summary>
internal struct ExtensionRuns
{
    private int _start;
    private int _end;
    private List<Range>? _earlier;

    /// <summary>Notes a member from the quote of its name to the end of its value.</summary>
    public void Add(int start, int end, ReadOnlySpan<byte> document)
    {
        if (_end > 0 && !IsSeparator(document[_end..start]))
        {
            (_earlier ??= []).Add(_start.._end);
            _start = start;
        }
        else if (_end == 0)
        {
            _start = start;
        }

        _end = end;
    }

    /// <summary>All runs as the inside of one object.</summary>
    public readonly ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> document)
    {
        if (_earlier is null)
        {
            return _end == 0 ? default : document[_start.._end];
        }

        var joined = new List<byte>();
        foreach (var run in _earlier)
        {
            joined.AddRange(document[run].Span);
            joined.Add((byte)',');
        }

        joined.AddRange(document[_start.._end].Span);
        return joined.ToArray();
    }

    // Nothing but a comma and white space between two members: they are neighbours.
    private static bool IsSeparator(ReadOnlySpan<byte> between) => !between.ContainsAnyExcept(", \t\r\n"u8);
}
