using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Requests;

/// <summary>The subresources that are served.</summary>
internal static class Subresources
{
    public const string Status = "status";

    /// <summary>Lets a namespace's finalizers be changed, which a plain update does not.</summary>
    public const string Finalize = "finalize";

    private static readonly string[] _statusVerbs = ["get", "patch", "update"];
    private static readonly string[] _finalizeVerbs = ["update"];

    public static IEnumerable<string> Of(ResourceType type)
    {
        if (type is { Group: "", Plural: "namespaces" })
        {
            yield return Finalize;
        }

        if (type.HasStatus)
        {
            yield return Status;
        }
    }

    public static IReadOnlyList<string> VerbsOf(string subresource) => subresource == Finalize ? _finalizeVerbs : _statusVerbs;

    public static bool IsServed(ResourceType type, string subresource, RequestVerb verb) => subresource switch
    {
        Status => type.HasStatus && verb is (RequestVerb.Get or RequestVerb.Update or RequestVerb.Patch),
        Finalize => type is { Group: "", Plural: "namespaces" } && verb is RequestVerb.Update,
        _ => false,
    };
}
