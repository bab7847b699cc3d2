using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Answers;

namespace KubeEdge.MetaManager.Requests;

/// <summary>
/// Volume operations of the cloud, which Edged carries out. The original waits for each inside its only loop, up to a minute in which
/// nothing is acknowledged.
/// </summary>
internal sealed class VolumeRequests(IMessageBus bus, AnswerSource upstream, MessageFactory messages)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    public async Task<RequestOutcome> PassAsync(EdgeRequest request)
    {
        var reply = await bus.RequestAsync(ModuleNames.Edged, request.Message, _limit, request.Stopping).ConfigureAwait(false);
        var done = reply.Reply is { } answer && answer.Route.Operation != Operations.Error;

        // As the original: what went wrong does not fit into its answer, which is empty then.
        var content = reply.Reply is { } result && done ? result.Content : MessageContent.Null;
        await upstream.PostAsync(messages.Reply(request.Message, content), request.Stopping).ConfigureAwait(false);
        return done ? RequestOutcome.Local : RequestOutcome.Failed;
    }
}
