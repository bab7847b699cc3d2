namespace KubeEdge.ApiServer.Requests;

/// <summary>How objects are to be shown.</summary>
internal enum ResponseForm
{
    /// <summary>Whole, as they are stored.</summary>
    Object,

    /// <summary>As rows of a table with the columns that kubectl prints.</summary>
    Table,

    /// <summary>Their metadata alone.</summary>
    Metadata,
}
