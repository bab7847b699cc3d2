namespace KubeEdge.Mappers;

/// <summary>How a mapper fares, for health checks and pages. There is one for each.</summary>
public interface IMapperState
{
    /// <summary>The name that the edge core knows it by.</summary>
    string Name { get; }

    /// <summary>The protocol of its devices.</summary>
    string Protocol { get; }

    /// <summary>Why it is not registered at the edge core; null when it is.</summary>
    string? Fault { get; }

    /// <summary>How many values wait to be reported; one per property at most.</summary>
    int Waiting { get; }

    /// <summary>Its devices.</summary>
    IReadOnlyList<MappedDevice> Devices { get; }
}
