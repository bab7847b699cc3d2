namespace KubeEdge.MetaManager.Requests;

/// <summary>Who answered a request of a module; a tag of the metric.</summary>
internal enum RequestOutcome
{
    /// <summary>The cloud; the answer may be an error.</summary>
    Cloud,

    /// <summary>The store.</summary>
    Local,

    /// <summary>Taken and forwarded.</summary>
    Forwarded,

    /// <summary>Nobody could: an error of this side.</summary>
    Failed,
}
