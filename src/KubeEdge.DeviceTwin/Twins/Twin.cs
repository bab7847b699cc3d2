using System.Text.Json.Serialization;

namespace KubeEdge.DeviceTwin.Twins;

/// <summary>One twin, as it is stored and as an entry of a message; in a message every part can be absent.</summary>
internal sealed record Twin
{
    public TwinValue? Expected { get; init; }

    public TwinValue? Actual { get; init; }

    /// <summary>Whether the edge may delete it.</summary>
    public bool? Optional { get; init; }

    /// <summary>The type; null when the member <c>metadata</c> is absent.</summary>
    public string? Type { get; init; }

    public TwinVersion? ExpectedVersion { get; init; }

    public TwinVersion? ActualVersion { get; init; }

    /// <summary>A tombstone: it carries the versions, so that an old value cannot bring the twin back.</summary>
    [JsonIgnore]
    public bool IsDeleted => Type == TwinTypes.Deleted;

    /// <summary>Whether something is expected that is not there.</summary>
    [JsonIgnore]
    public bool Differs => !IsDeleted && !string.IsNullOrEmpty(Expected?.Value) && Expected.Value != Actual?.Value;

    public TwinValue? Half(TwinParts half) => half == TwinParts.Expected ? Expected : Actual;

    public TwinVersion? Version(TwinParts half) => half == TwinParts.Expected ? ExpectedVersion : ActualVersion;

    public Twin With(TwinParts half, TwinValue? value, TwinVersion version) => half == TwinParts.Expected
        ? this with { Expected = value, ExpectedVersion = version }
        : this with { Actual = value, ActualVersion = version };
}
