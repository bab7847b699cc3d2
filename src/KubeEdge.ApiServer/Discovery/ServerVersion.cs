using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Discovery;

/// <summary>What <c>/version</c> answers: the Kubernetes release whose REST conventions are served.</summary>
internal static class ServerVersion
{
    public const string Major = "1";

    public const string Minor = "32";

    public static JsonObject ToJson() => new()
    {
        ["major"] = Major,
        ["minor"] = Minor,
        ["gitVersion"] = $"v{Major}.{Minor}.0-kubeedge.net",
        ["gitCommit"] = string.Empty,
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "dotnet",
        ["platform"] = "linux/amd64",
    };
}
