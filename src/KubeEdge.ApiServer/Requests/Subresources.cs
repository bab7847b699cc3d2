using KubeEdge.ApiServer.Definitions;
using KubeEdge.ApiServer.Tokens;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Requests;

/// <summary>The subresources that are served.</summary>
internal static class Subresources
{
    public const string Status = "status";

    /// <summary>Lets a namespace's finalizers be changed, which a plain update does not.</summary>
    public const string Finalize = "finalize";

    /// <summary>Asks for a token of a service account.</summary>
    public const string Token = "token";

    /// <summary>The number of replicas alone.</summary>
    public const string Scale = "scale";

    private static readonly string[] _tokenVerbs = ["create"];
    private static readonly string[] _statusVerbs = ["get", "patch", "update"];
    private static readonly string[] _finalizeVerbs = ["update"];

    public static IEnumerable<string> Of(ResourceType type)
    {
        if (type is { Group: "", Plural: "namespaces" })
        {
            yield return Finalize;
        }

        if (type is { Group: "", Plural: "serviceaccounts" })
        {
            yield return Token;
        }

        if (type.HasStatus)
        {
            yield return Status;
        }

        if (ScaleView.PathsOf(type) is not null)
        {
            yield return Scale;
        }
    }

    public static IReadOnlyList<string> VerbsOf(string subresource) => subresource switch
    {
        Finalize => _finalizeVerbs,
        Token => _tokenVerbs,
        _ => _statusVerbs,
    };

    /// <summary>What is sent to and answered by a subresource: mostly the object itself.</summary>
    public static ResourceType ContentOf(ResourceType type, string subresource) => subresource switch
    {
        Token => TokenRequests.Type,
        Scale => ScaleView.Type,
        _ => type,
    };

    public static bool IsServed(ResourceType type, string subresource, RequestVerb verb) => subresource switch
    {
        Status => type.HasStatus && verb is (RequestVerb.Get or RequestVerb.Update or RequestVerb.Patch),
        Finalize => type is { Group: "", Plural: "namespaces" } && verb is RequestVerb.Update,
        Token => type is { Group: "", Plural: "serviceaccounts" } && verb is RequestVerb.Create,
        Scale => ScaleView.PathsOf(type) is not null && verb is (RequestVerb.Get or RequestVerb.Update or RequestVerb.Patch),
        _ => false,
    };
}
