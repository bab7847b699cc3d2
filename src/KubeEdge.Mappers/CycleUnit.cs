namespace KubeEdge.Mappers;

/// <summary>What the numbers of cycles in Device objects mean: the mappers of the original changed their mind with 1.18.</summary>
public enum CycleUnit
{
    /// <summary>From ten million on nanoseconds (10 ms and more), below milliseconds (up to 2 h 46 min). The default.</summary>
    Automatic = 0,

    /// <summary>As mappers since 1.18.</summary>
    Milliseconds = 1,

    /// <summary>As mappers up to 1.17.</summary>
    Nanoseconds = 2,
}
