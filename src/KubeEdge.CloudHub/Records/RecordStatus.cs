namespace KubeEdge.CloudHub.Records;

/// <summary>How a call about a record ended.</summary>
internal enum RecordStatus
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>There is no such record.</summary>
    NotFound,

    /// <summary>Creating: there is one already.</summary>
    Exists,

    /// <summary>Updating: it was changed by somebody else meanwhile.</summary>
    Conflict,

    /// <summary>The API refused for good, for instance because the namespace is being deleted.</summary>
    Refused,

    /// <summary>The API cannot be reached or is overloaded.</summary>
    Unavailable,
}
