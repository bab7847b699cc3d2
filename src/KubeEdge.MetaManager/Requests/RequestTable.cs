using KubeEdge.Beehive.Messages;

namespace KubeEdge.MetaManager.Requests;

/// <summary>
/// The original's decision table for what modules of this node ask. Where the original lets a caller wait in vain or loses what it
/// took, this one answers: deletes and patches without a link fail at once instead of being sent when they are stale.
/// </summary>
internal static class RequestTable
{
    public static RequestKind Find(Message message, in ResourcePath path)
    {
        ref readonly var route = ref message.Route;
        return route.Operation switch
        {
            Operations.Query => Query(route.Resource, path),
            Operations.Response => RequestKind.Forward,
            _ when path.Type is null or { Length: 0 } => RequestKind.Unknown,
            Operations.Insert or Operations.Update or Operations.Patch when path.Type == WireTokens.Event => RequestKind.Forward,
            _ when path.Name.Length == 0 => RequestKind.Unknown,
            Operations.Insert => path.Type is WireTokens.Lease or WireTokens.SigningRequest ? RequestKind.Remote : RequestKind.Insert,
            Operations.Update => path.Type == WireTokens.Lease ? RequestKind.Remote : RequestKind.Report,
            Operations.Patch => RequestKind.Patch,
            Operations.Delete => path.Type == WireTokens.Pod ? RequestKind.RemoteDelete : RequestKind.LocalDelete,
            _ => RequestKind.Unknown,
        };
    }

    private static RequestKind Query(string resource, in ResourcePath path) => path.Type switch
    {
        _ when resource == WireTokens.Authority => RequestKind.Remote,
        null or "" => RequestKind.Unknown,
        WireTokens.Token => RequestKind.Token,
        _ when path.Name.Length == 0 => RequestKind.List,
        WireTokens.Lease or WireTokens.SigningRequest => RequestKind.Remote,
        _ => WireTokens.IsRemote(path.Type) ? RequestKind.RemoteQuery : RequestKind.LocalQuery,
    };
}
