namespace KubeEdge.DeviceTwin.Twins;

/// <summary>
/// The rules of updates, a pure function: twins and an update give changes, and nothing else is touched. Entry by entry in the order of
/// names, all or nothing; the original goes through them in a random order, and keeps what came before an error until it reloads.
/// </summary>
internal static class TwinRules
{
    private static readonly TwinParts[] _halves = [TwinParts.Expected, TwinParts.Actual];

    /// <param name="twins">The twins now.</param>
    /// <param name="entries">The entries of the update, sorted by name.</param>
    /// <param name="source">Who makes it.</param>
    /// <param name="now">The time, in milliseconds since the Unix epoch.</param>
    /// <param name="maximumTwins">Most twins of a device.</param>
    public static TwinOutcome Apply(
        TwinSet twins, IReadOnlyList<KeyValuePair<string, Twin?>> entries, UpdateSource source, long now, int maximumTwins)
    {
        var changes = new List<TwinChange>(entries.Count);
        var (count, left) = (twins.Count, 0);
        foreach (var (name, entry) in entries)
        {
            string? error = null;
            var isKnown = twins.TryGet(name, out var stored);
            var change = (isKnown, entry) switch
            {
                (true, null) when source == UpdateSource.Edge && stored?.Twin is { Optional: true } twin => Delete(name, twin, null, source),
                (true, null) => null,
                (true, { IsDeleted: true }) when source != UpdateSource.Edge => Delete(name, stored?.Twin ?? entry, entry, source),
                (true, _) => Update(name, stored?.Twin ?? entry, entry, source, now, out error),
                (false, null) => new TwinChange(name) { IsDocumented = true },
                _ => Add(name, entry, source, now, out error),
            };
            var isNew = !isKnown && change?.After is not null;
            error ??= isNew && count >= maximumTwins ? $"The device has {count} twins, and no more are taken" : null;
            if (error is not null && source == UpdateSource.Edge)
            {
                return new(error, []);
            }

            if (change is null || error is not null)
            {
                left++;
                continue;
            }

            count += isNew ? 1 : 0;
            changes.Add(change);
        }

        return new(null, changes, left);
    }

    private static TwinChange? Update(string name, Twin stored, Twin entry, UpdateSource source, long now, out string? error)
    {
        error = null;
        var (after, written, refused) = (stored, TwinParts.None, TwinParts.None);
        var type = stored.IsDeleted ? entry.Type ?? TwinTypes.String : stored.Type ?? TwinTypes.String;
        foreach (var half in _halves)
        {
            if (entry.Half(half) is not { } offered)
            {
                continue;
            }

            // The original does not look at the first expected value of a living twin, and its users' devices rely on it.
            var isChecked = half == TwinParts.Actual || stored.IsDeleted || stored.Expected?.Value is not null;
            if (Fault(offered, isChecked ? type : TwinTypes.String) is { } fault)
            {
                if (source == UpdateSource.Edge)
                {
                    error = fault;
                    return null;
                }

                continue;
            }

            if (!VersionRule.Accepts(stored.Version(half) ?? default, entry.Version(half), source, isDelete: false, out var version))
            {
                // The cloud does not know the newest value: it is told, and nothing more of this entry is looked at.
                refused = half | TwinParts.Optional | TwinParts.Type;
                break;
            }

            after = after.With(half, offered with { Timestamp = now }, version);
            written |= half | TwinParts.Optional | TwinParts.Type;
        }

        if (refused == TwinParts.None)
        {
            after = UpdateRest(after, entry, ref written);
        }

        return written == TwinParts.None && refused == TwinParts.None ? null : new TwinChange(name)
        {
            After = written == TwinParts.None ? null : after,
            IsDocumented = written != TwinParts.None,
            Last = stored.IsDeleted ? null : stored,
            Current = after,
            Answered = source == UpdateSource.Edge ? written : TwinParts.None,
            Unsent = source == UpdateSource.Cloud ? refused : written,
        };
    }

    /// <summary>A twin stops being optional and never becomes it; its type stays unless it was deleted.</summary>
    private static Twin UpdateRest(Twin twin, Twin entry, ref TwinParts written)
    {
        if (entry.Optional == false && twin.Optional == true)
        {
            twin = twin with { Optional = false };
            written |= TwinParts.Optional;
        }

        var type = entry.Type ?? (twin.IsDeleted ? TwinTypes.String : twin.Type);
        if (type == twin.Type)
        {
            return twin;
        }

        if (!twin.IsDeleted)
        {
            written |= TwinParts.Touched;
            return twin;
        }

        written |= TwinParts.Type;
        return twin with
        {
            Type = type,
            Expected = twin.Expected?.Value is null ? null : twin.Expected,
            Actual = twin.Actual?.Value is null ? null : twin.Actual,
        };
    }

    private static TwinChange? Delete(string name, Twin stored, Twin? entry, UpdateSource source)
    {
        if (stored.IsDeleted)
        {
            return new(name) { IsDocumented = true, Last = stored, Unsent = TwinParts.Touched };
        }

        var after = stored;
        foreach (var half in _halves)
        {
            if (stored.Version(half) is { } version)
            {
                if (!VersionRule.Accepts(version, entry?.Version(half), source, isDelete: true, out var next))
                {
                    return new(name) { Unsent = TwinParts.All };
                }

                after = after.With(half, new TwinValue(null, null), next);
            }
        }

        // A twin that nobody ever gave a value has no version, and no deletion that could be told from a late one.
        if (ReferenceEquals(after, stored))
        {
            return null;
        }

        after = after with { Type = TwinTypes.Deleted };
        var isEdge = source == UpdateSource.Edge;
        return new(name)
        {
            After = after, IsDocumented = true, Last = stored, IsDeletion = isEdge, Unsent = isEdge ? TwinParts.All : TwinParts.None,
        };
    }

    private static TwinChange? Add(string name, Twin entry, UpdateSource source, long now, out string? error)
    {
        error = null;
        var type = entry.Type ?? TwinTypes.String;
        var twin = new Twin { Optional = entry.Optional ?? true, Type = type };
        if (source == UpdateSource.Cloud && entry.IsDeleted)
        {
            twin = twin with { ExpectedVersion = entry.ExpectedVersion, ActualVersion = entry.ActualVersion };
            return new(name) { After = twin, IsDocumented = true };
        }

        foreach (var half in _halves)
        {
            if (entry.Half(half) is not { } offered)
            {
                continue;
            }

            if (source == UpdateSource.Cloud && entry.Version(half) is not { Cloud: >= 0, Edge: >= 0 })
            {
                return new(name) { IsDocumented = true, Unsent = TwinParts.Touched };
            }

            error = Fault(offered, type);
            if (error is not null)
            {
                return null;
            }

            VersionRule.Accepts(default, entry.Version(half), source, isDelete: false, out var version);
            twin = twin.With(half, offered with { Timestamp = now }, version);
        }

        return new(name)
        {
            After = twin,
            IsDocumented = true,
            Current = twin.IsDeleted ? null : twin,
            Answered = source == UpdateSource.Edge ? TwinParts.All : TwinParts.None,
            Unsent = source == UpdateSource.Cloud ? TwinParts.None : TwinParts.All,
        };
    }

    private static string? Fault(TwinValue offered, string type) =>
        offered.Value is { } value ? TwinTypes.Check(type, value) : "the value is missing";
}
