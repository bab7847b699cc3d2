using KubeEdge.MetaManager.Requests;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>What a push does to the store.</summary>
internal static class PushBatch
{
    // A push that arrives twice or late must not take the store back; another uid is another object under the same name and replaces.
    private static readonly PutOptions _newerOnly = new() { Origin = ObjectOrigin.Desired, NewerOnly = true };

    public static StoreBatch For(in Push push)
    {
        var batch = new StoreBatch();
        if (push.Kind == PushKind.Put)
        {
            batch.Put(push.Key, push.Uid, push.ResourceVersion, push.Json, _newerOnly);
        }
        else
        {
            // A delete that names another uid is about an object that is gone already: no effect, but acknowledged.
            var options = push.Uid.Length > 0 ? new DeleteOptions { Uid = push.Uid } : null;
            batch.Delete(push.Key, options);
            if (push.Key is { Resource: "pods", Group: "" })
            {
                // The newest patch of its status, and what older modules report instead, under the tokens of the wire.
                batch.Delete(push.Key with { Resource = WireTokens.PodPatch }, options);
                batch.Delete(push.Key with { Resource = WireTokens.PodStatus }, options);
            }
        }

        return batch;
    }
}
