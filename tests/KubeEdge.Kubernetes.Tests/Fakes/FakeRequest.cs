namespace KubeEdge.Kubernetes.Tests.Fakes;

/// <summary>A request as the fake server saw it.</summary>
internal sealed record FakeRequest(string Method, string Path, string? Body, string? ContentType, string? Authorization, string UserAgent)
{
    public string? Query(string name)
    {
        var start = Path.IndexOf('?', StringComparison.Ordinal);
        foreach (var pair in start < 0 ? [] : Path[(start + 1)..].Split('&'))
        {
            var parts = pair.Split('=', 2);
            if (parts[0] == name)
            {
                return Uri.UnescapeDataString(parts[1]);
            }
        }

        return null;
    }
}
