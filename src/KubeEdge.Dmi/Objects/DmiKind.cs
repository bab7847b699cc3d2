namespace KubeEdge.Dmi.Objects;

/// <summary>What mappers are told about.</summary>
internal enum DmiKind
{
    Model,

    Device,
}
