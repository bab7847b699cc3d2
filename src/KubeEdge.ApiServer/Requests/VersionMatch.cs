namespace KubeEdge.ApiServer.Requests;

/// <summary>How the <c>resourceVersion</c> of a list is meant.</summary>
internal enum VersionMatch
{
    /// <summary>Not said: at least that version.</summary>
    Unset,
    NotOlderThan,
    Exact,
}
