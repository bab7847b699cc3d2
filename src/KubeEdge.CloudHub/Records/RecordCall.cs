namespace KubeEdge.CloudHub.Records;

/// <summary>What is asked of the API about a record.</summary>
internal enum RecordCall
{
    /// <summary>Make it.</summary>
    Create,

    /// <summary>Learn how it stands: somebody else wrote it, or it is not known what became of a call.</summary>
    Read,

    /// <summary>Write the version that the node acknowledged.</summary>
    Update,

    /// <summary>Remove it.</summary>
    Delete,
}
