namespace KubeEdge.Controllers.Reports;

/// <summary>
/// The resource of a twin module's message, told by position: a device may be called <c>twin</c> or <c>update</c>. The original looks for
/// the words anywhere.
/// </summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Namespace">The device's namespace; null in the form of 1.15, which has none.</param>
/// <param name="Name">The device's name; empty where it is about none.</param>
internal readonly record struct ReportPath(ReportKind Kind, string? Namespace, string Name)
{
    public static ReportPath Parse(string resource)
    {
        var parts = resource.Split('/');
        return parts switch
        {
            ["membership", "detail"] => new ReportPath(ReportKind.Detail, null, string.Empty),
            ["device", { Length: > 0 } name, var subject, var action] => new ReportPath(KindOf(subject, action), null, name),
            ["device", { Length: > 0 } space, { Length: > 0 } name, var subject, var action] =>
                new ReportPath(KindOf(subject, action), space, name),
            _ => default,
        };
    }

    private static ReportKind KindOf(string subject, string action) => (subject, action) switch
    {
        ("twin", "edge_updated") => ReportKind.Twin,
        ("state", "update") => ReportKind.State,
        _ => ReportKind.Unknown,
    };
}
