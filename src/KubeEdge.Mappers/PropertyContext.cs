namespace KubeEdge.Mappers;

/// <summary>A property of a device: how to find it there, and what its model says of it.</summary>
public sealed class PropertyContext
{
    internal PropertyContext()
    {
    }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the model in capitals: <c>INT</c>, <c>FLOAT</c>, <c>DOUBLE</c>, <c>STRING</c>, <c>BOOLEAN</c>, <c>BYTES</c>.</summary>
    public string Type { get; init; } = "STRING";

    /// <summary>Whether it may be written.</summary>
    public bool IsWritable { get; init; } = true;

    /// <summary>What the model says of it; empty when nothing.</summary>
    public string Description { get; init; } = "";

    /// <summary>The smallest value as the model has it; empty when it has none. Not enforced.</summary>
    public string Minimum { get; init; } = "";

    /// <summary>The largest value as the model has it; empty when it has none. Not enforced.</summary>
    public string Maximum { get; init; } = "";

    /// <summary>The unit; empty when there is none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Where it is in the device: <c>visitors.configData</c>.</summary>
    public required DeviceConfiguration Visitor { get; init; }

    /// <summary>How often it is read. 1 s when the device does not say.</summary>
    public TimeSpan CollectCycle { get; init; }

    /// <summary>After what time a value is reported that has not changed; null when the device does not say: changes only.</summary>
    public TimeSpan? ReportCycle { get; init; }

    /// <summary>Whether it is read and reported at all; one that is not may still be written.</summary>
    public bool IsReported { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
