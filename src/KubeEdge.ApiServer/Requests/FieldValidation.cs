namespace KubeEdge.ApiServer.Requests;

/// <summary>What is done about fields that no shape knows. They are never stored.</summary>
internal enum FieldValidation
{
    /// <summary>A warning in the answer; the default of the server.</summary>
    Warn,
    Ignore,

    /// <summary>The request is refused.</summary>
    Strict,
}
