namespace KubeEdge.ApiServer.Validation;

/// <summary>What the names of a resource may look like.</summary>
internal enum NameRule
{
    /// <summary>RFC 1123 subdomain, the rule of most resources.</summary>
    Subdomain,

    /// <summary>RFC 1123 label: namespaces.</summary>
    Label,

    /// <summary>RFC 1035 label: services.</summary>
    ServiceLabel,

    /// <summary>Anything that can stand in a path: roles and their bindings.</summary>
    PathSegment,
}
