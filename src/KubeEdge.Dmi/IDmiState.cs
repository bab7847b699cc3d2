namespace KubeEdge.Dmi;

/// <summary>What there is to know about the mappers of this node.</summary>
public interface IDmiState
{
    /// <summary>The socket on which mappers are served now; null while they are not.</summary>
    string? Socket { get; }

    /// <summary>The mappers that have registered, ordered by protocol; also those that have not been heard of since a restart.</summary>
    IReadOnlyList<MapperStatus> Mappers { get; }
}
