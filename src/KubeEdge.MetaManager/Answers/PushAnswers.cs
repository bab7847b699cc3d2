using KubeEdge.Beehive.Messages;

namespace KubeEdge.MetaManager.Answers;

/// <summary>The answers to pushes, exactly as the original writes them.</summary>
internal sealed class PushAnswers(AnswerSource source, MessageFactory messages)
{
    private const string Ok = "OK";

    /// <summary>The push is durable, or had no effect because the store is further already.</summary>
    public ValueTask AcknowledgeAsync(Message push, CancellationToken cancellationToken)
    {
        var answer = messages.Reply(push, MessageContent.Text(Ok));
        return source.PostAsync(IsFromMeta(push.Route) ? answer.WithRoute(FromMeta(answer.Route)) : answer, cancellationToken);
    }

    /// <summary>
    /// What the cloud answered is durable. Dropped when there is no room: a module that asked does not wait for a slow link, and the cloud
    /// sends again what was not acknowledged.
    /// </summary>
    public void TryAcknowledge(Message answer) => source.TryPost(messages.Reply(answer, MessageContent.Text(Ok)));

    /// <summary>
    /// The push cannot be stored. To the cloud this is no acknowledgement: it keeps the object and sends it again later.
    /// </summary>
    public ValueTask RefuseAsync(Message push, string error, CancellationToken cancellationToken)
    {
        var answer = messages.Error(push, error);
        var route = answer.Route with { Source = ModuleNames.MetaManager, Group = push.Route.Group };
        return source.PostAsync(answer.WithRoute(route), cancellationToken);
    }

    /// <summary>Tells a caller in this process that everything before its request is settled.</summary>
    public Message Fence(Message request) => messages.Reply(request, MessageContent.Text(Ok));

    // The original passes these on to its twin module before it acknowledges, and answers with the route of that copy.
    private static bool IsFromMeta(in MessageRoute push) =>
        push is { Source: ModuleNames.DeviceController, Operation: Operations.Insert or Operations.Delete };

    private static MessageRoute FromMeta(in MessageRoute answer) =>
        answer with { Source = GroupNames.Meta, Group = GroupNames.Twin };
}
