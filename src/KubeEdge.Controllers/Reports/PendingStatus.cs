namespace KubeEdge.Controllers.Reports;

/// <summary>
/// What is to be written into one device's status: per property the newest word, whatever the number of reports. As many entries as the
/// device declares properties, and at most 1,024 unanswered reports, the newest; a node sends again what it is not told of.
/// </summary>
internal sealed class PendingStatus
{
    private const int MaxConfirmations = 1024;
    private readonly Dictionary<string, PendingProperty> _properties = new(StringComparer.Ordinal);
    private readonly Queue<Confirmation> _confirmations = new();

    public IReadOnlyDictionary<string, PendingProperty> Properties => _properties;

    public ReportedState? State { get; private set; }

    public IReadOnlyCollection<Confirmation> Confirmations => _confirmations;

    public bool IsEmpty => _confirmations.Count == 0;

    public void Put(string name, in PendingProperty property) =>
        _properties[name] = _properties.TryGetValue(name, out var former) ? former.Then(property) : property;

    public void Put(ReportedState state) => State = state with { LastOnlineTime = state.LastOnlineTime ?? State?.LastOnlineTime };

    /// <summary>One more report is part of this; false when an older one had to make room and will not be answered.</summary>
    public bool Confirm(in Confirmation confirmation)
    {
        _confirmations.Enqueue(confirmation);
        return _confirmations.Count <= MaxConfirmations || !_confirmations.TryDequeue(out _);
    }

    /// <summary>The values in two parts, without what is to be confirmed; null when there is only one.</summary>
    public (PendingStatus First, PendingStatus Second)? Split()
    {
        if (_properties.Count + (State is null ? 0 : 1) < 2)
        {
            return null;
        }

        var (first, second) = (new PendingStatus(), new PendingStatus { State = State });
        var inFirst = State is null ? _properties.Count / 2 : _properties.Count;
        foreach (var (name, property) in _properties)
        {
            (inFirst-- > 0 ? first : second).Put(name, property);
        }

        return (first, second);
    }

    /// <summary>What this is about, for people.</summary>
    public override string ToString() => string.Join(", ", State is null ? _properties.Keys : _properties.Keys.Append("state"));

    /// <summary>Lays what came later over this.</summary>
    public void Add(PendingStatus later)
    {
        foreach (var (name, property) in later._properties)
        {
            Put(name, property);
        }

        if (later.State is { } state)
        {
            Put(state);
        }

        foreach (var confirmation in later._confirmations)
        {
            Confirm(confirmation);
        }
    }
}
