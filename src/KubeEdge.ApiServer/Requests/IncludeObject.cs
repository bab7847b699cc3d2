namespace KubeEdge.ApiServer.Requests;

/// <summary>What the rows of a table carry besides their cells.</summary>
internal enum IncludeObject
{
    Metadata,
    None,
    Object,
}
