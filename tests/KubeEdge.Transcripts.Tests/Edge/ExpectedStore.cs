using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>What a recording leaves in the store.</summary>
internal sealed class ExpectedStore(Recording recording)
{
    private readonly Dictionary<string, RecordedMessage> _pushed = [];

    /// <summary>Something the cloud said has been acknowledged: so it is there, or gone.</summary>
    public async Task CheckAsync(IMetaReader store, RecordedMessage said)
    {
        if (said.IsPush)
        {
            _pushed[said.Message.Route.Resource] = said;
            await CheckOneAsync(store, said, ObjectOrigin.Desired);
        }
        else if (IsCopied(said))
        {
            // What was pushed before, or in between, stays what the cloud wants here.
            await CheckOneAsync(store, said, _pushed.ContainsKey(said.Message.Route.Resource) ? ObjectOrigin.Desired : ObjectOrigin.Cached);
        }
    }

    /// <summary>Everything has been replayed.</summary>
    public async Task CheckAsync(IMetaReader store)
    {
        var pushes = recording.Messages.Where(static message => message.IsPush).ToArray();
        Assert.DoesNotContain(pushes, static push => push.Acknowledgement is null);
        Assert.Equal(pushes.Select(static push => push.Message.Route.Resource).ToHashSet(), [.. _pushed.Keys]);
        foreach (var push in _pushed.Values)
        {
            await CheckOneAsync(store, push, ObjectOrigin.Desired);
        }

        // Whatever the cloud answered to a question: what does not exist is not kept, as the original keeps the error.
        foreach (var answer in recording.Messages.Where(static message => IsNotFound(message.Json["content"])))
        {
            var missing = answer.Message.Route.Resource;
            var kept = await FindAsync(store, missing);
            Assert.False(kept is not null && IsError(JsonNode.Parse(kept.Json.Span)), $"{missing}: an error is kept as the object");
        }
    }

    /// <summary>Whether the answer holds an object that a module asked for.</summary>
    private static bool IsCopied(RecordedMessage answer) =>
        answer.Question?.Message.Route.Operation == Operations.Query
        && ResourcePath.TryParse(answer.Message.Route.Resource, out var path) && path.Type is "configmap" or "secret"
        && !IsError(answer.Json["content"]);

    private static async Task CheckOneAsync(IMetaReader store, RecordedMessage push, ObjectOrigin origin)
    {
        var resource = push.Message.Route.Resource;
        var stored = await FindAsync(store, resource);
        if (push.Message.Route.Operation == Operations.Delete)
        {
            Assert.True(stored is null, $"{resource} is still there after row {push.Row}");
            return;
        }

        Assert.True(stored is not null, $"{resource} is not there after row {push.Row}");
        Assert.Equal(origin, stored.Origin);

        // The answer to a patch may have brought a newer one.
        var text = (string?)push.Json["content"]?["metadata"]?["resourceVersion"] ?? string.Empty;
        var version = ulong.Parse(text, CultureInfo.InvariantCulture);
        Assert.True(stored.ResourceVersion >= version, $"{resource}: {stored.ResourceVersion} is older than {version}");
        if (stored.ResourceVersion == version)
        {
            var isSame = JsonNode.DeepEquals(push.Json["content"], JsonNode.Parse(stored.Json.Span));
            Assert.True(isSame, $"{resource} is not as row {push.Row} has it");
        }
    }

    private static async Task<StoredObject?> FindAsync(IMetaReader store, string resource)
    {
        Assert.True(ResourcePath.TryParse(resource, out var path));
        var space = path.Namespace == ResourcePath.ClusterScoped ? null : path.Namespace;
        var key = ResourceTable.Default.TryGetBySingular(path.Type, out var type)
            ? type.Key(type.IsNamespaced ? space : null, path.Name)
            : new ResourceKey(string.Empty, path.Type, space, path.Name);
        return await store.GetAsync(key).AsTask().WaitAsync(Replay.Limit);
    }

    private static bool IsNotFound(JsonNode? content) =>
        content is JsonObject && (int?)(content["ErrStatus"] ?? content["Err"]?["ErrStatus"])?["code"] == 404;

    private static bool IsError(JsonNode? content) =>
        content is JsonObject && (content["ErrStatus"] is not null || content["Err"] is not null);
}
