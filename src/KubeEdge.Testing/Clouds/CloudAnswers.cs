using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Testing.Clouds;

/// <summary>
/// Keeps what nodes send, and answers what they ask, out of <see cref="CloudObjects"/>. Enough for a node to register itself and to keep
/// its lease; patches are answered with the object as it is.
/// </summary>
internal sealed class CloudAnswers(CloudObjects objects, Chronicle<ReceivedMessage> received, MessageFactory messages) : IUpstreamHandler
{
    public Func<ReceivedMessage, MessageContent?>? Script { get; set; }

    public bool Handles(in MessageRoute route) => true;

    public async ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
    {
        var item = new ReceivedMessage(node.Name, message);
        received.Add(item);
        if ((Script?.Invoke(item) ?? Answer(message)) is { } content)
        {
            var reply = messages.Reply(message, content);
            var route = reply.Route with { Source = ModuleNames.EdgeController, Group = GroupNames.Resource };
            await node.SendAsync(reply.WithRoute(route), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Null for what is no question of the node's own modules: that is only kept.</summary>
    private MessageContent? Answer(Message message)
    {
        var route = message.Route;
        if (route.Source is not (ModuleNames.Edged or ModuleNames.MetaManager or ModuleNames.EdgeHub)
            || !ResourcePath.TryParse(route.Resource, out var path))
        {
            return null;
        }

        if (!ResourceTable.Default.TryGetBySingular(TokenOf(path.Type), out var type))
        {
            return AnswerContent.Bare(null, KubeStatus.BadRequest($"a fake cloud does not know '{path.Type}'"));
        }

        var key = type.Key(type.IsNamespaced ? path.Namespace : null, path.Name);
        var missing = KubeStatus.NotFound(type, path.Name);
        return (path.Type, route.Operation) switch
        {
            ("lease", Operations.Query) => AnswerContent.Pair(Find(key), missing),
            ("nodepatch" or "podpatch", _) => AnswerContent.Pair(Find(key), missing),
            (_, Operations.Query) => AnswerContent.Bare(Find(key), missing),
            (_, Operations.Insert) => AnswerContent.Pair(
                Read(message, type) is { } made ? objects.Create(key, made) : null, KubeStatus.AlreadyExists(type, path.Name)),
            ("lease", Operations.Update) => AnswerContent.Pair(
                Find(key) is not null && Read(message, type) is { } changed ? objects.Put(key, changed) : null, missing),
            _ => AnswerContent.Ok,
        };
    }

    /// <summary>Patches and statuses are about the object itself.</summary>
    private static string TokenOf(string type) => type switch
    {
        "nodepatch" or "nodestatus" => "node",
        "podpatch" or "podstatus" => "pod",
        _ => type,
    };

    private KubeObject? Find(in ResourceKey key) => objects.TryFind(key, out var found) ? found : null;

    // A node leaves out what its kind is, as the original's does: the resource says it.
    private static KubeObject? Read(Message message, ResourceType type)
    {
        var content = message.Content.Read(TestingJson.Default.JsonObject);
        if (content is not { Status: ContentStatus.Ok, Value: { } value })
        {
            return null;
        }

        value["apiVersion"] = type.ApiVersion;
        value["kind"] = type.Kind;
        return KubeObject.FromNode(value);
    }
}
