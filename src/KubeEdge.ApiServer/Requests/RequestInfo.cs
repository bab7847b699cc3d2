namespace KubeEdge.ApiServer.Requests;

/// <summary>What the path and method of a request mean, read by the rules of kube-apiserver.</summary>
internal sealed record RequestInfo
{
    /// <summary>False for <c>/version</c>, discovery and everything else that is not about objects.</summary>
    public required bool IsResource { get; init; }

    public required string Path { get; init; }

    public RequestVerb Verb { get; init; }

    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; init; } = string.Empty;

    public string Version { get; init; } = string.Empty;

    /// <summary>Namespace of the path; null when it names none.</summary>
    public string? Namespace { get; init; }

    public string Resource { get; init; } = string.Empty;

    /// <summary>Object name; null when the path names a collection.</summary>
    public string? Name { get; init; }

    public string? Subresource { get; init; }

    /// <summary>The path goes on behind the subresource, which no resource here has.</summary>
    public bool HasTail { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    public bool IsWrite => Verb is RequestVerb.Create or RequestVerb.Update or RequestVerb.Patch or RequestVerb.Delete or RequestVerb.DeleteCollection;
}
