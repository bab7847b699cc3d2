using KubeEdge.Dmi.Mappers;

namespace KubeEdge.Dmi.Diagnostics;

/// <summary>Gathers how the parts fare.</summary>
internal sealed class DmiState(MapperSet mappers) : IDmiState
{
    private volatile string? _socket;

    public string? Socket
    {
        get => _socket;
        set => _socket = value;
    }

    public IReadOnlyList<MapperStatus> Mappers => mappers.Status;
}
