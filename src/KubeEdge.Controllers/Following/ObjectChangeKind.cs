namespace KubeEdge.Controllers.Following;

/// <summary>What the API told.</summary>
internal enum ObjectChangeKind
{
    /// <summary>A list begins: what it does not show until <see cref="Listed"/> does not exist.</summary>
    ListBegins,

    /// <summary>An object exists, in this version.</summary>
    Put,

    /// <summary>An object is gone.</summary>
    Removed,

    /// <summary>The list is complete.</summary>
    Listed,

    /// <summary>Nothing; time has passed.</summary>
    Tick,
}
