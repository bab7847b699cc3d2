namespace KubeEdge.Controllers.Reports;

/// <summary>How the writing of a status ended.</summary>
internal enum WriteStatus
{
    /// <summary>The API holds everything.</summary>
    Done,

    /// <summary>The API held everything already.</summary>
    Unchanged,

    /// <summary>There is no such device any more.</summary>
    Gone,

    /// <summary>The API will never take it as it is.</summary>
    Refused,

    /// <summary>The API did not take it, now.</summary>
    Failed,
}
