namespace KubeEdge.ApiServer.Requests;

/// <summary>What a request wants, as Kubernetes names it.</summary>
internal enum RequestVerb
{
    /// <summary>A method that no resource has.</summary>
    Unknown,
    Get,
    List,
    Watch,
    Create,
    Update,
    Patch,
    Delete,
    DeleteCollection,
}
