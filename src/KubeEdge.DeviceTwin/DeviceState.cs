namespace KubeEdge.DeviceTwin;

/// <summary>A device with all its twins at one moment.</summary>
public sealed record DeviceState
{
    /// <summary>Which device.</summary>
    public required DeviceId Id { get; init; }

    /// <summary>What the cloud says about it; empty when nothing.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>How it is, as it was reported last (<c>online</c>, <c>ok</c> …); empty before the first report.</summary>
    public string State { get; init; } = string.Empty;

    /// <summary>When it was online last, in the text form of the cloud's generation; empty when never.</summary>
    public string LastOnline { get; init; } = string.Empty;

    /// <summary>Its attributes.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Its twins by name; deleted ones are not among them.</summary>
    public required IReadOnlyDictionary<string, TwinState> Twins { get; init; }
}
