using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub;
using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.EventBus.Topics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.EventBus.Commands;

/// <summary>Does what modules and the cloud ask. None of it waits for a broker.</summary>
internal sealed partial class CommandHandler(
    BrokerSet brokers, CloudTopics topics, IOptions<EdgeHubOptions> hub, EventBusMetrics metrics, ILogger<CommandHandler> logger)
{
    private readonly HashSet<CommandOutcome> _logged = [];

    /// <summary>Does it; nothing that a message holds makes it throw.</summary>
    public async ValueTask<CommandOutcome> HandleAsync(Message message, CancellationToken cancellationToken)
    {
        var outcome = message.Route.Operation switch
        {
            EventBusOperations.Publish => Publish(message, message.Route.Resource),
            EventBusOperations.Subscribe => Outcome(
                await topics.AddAsync(message.Route.Resource, cancellationToken).ConfigureAwait(false)),
            EventBusOperations.Unsubscribe => Outcome(
                await topics.RemoveAsync(message.Route.Resource, cancellationToken).ConfigureAwait(false)),
            EventBusOperations.GetResult when message.Route.Resource == EventBusOperations.AuthInfo =>
                Publish(message, $"{TopicNames.Node}/{hub.Value.NodeName}{TopicNames.AuthInfoResult}"),

            // The news of the link, which every module gets and brokers need not know.
            Operations.Connect => CommandOutcome.Done,
            _ => CommandOutcome.Unknown,
        };
        metrics.Commanded(outcome);
        if (outcome != CommandOutcome.Done && _logged.Add(outcome))
        {
            Log.Refused(logger, message.Route.Operation, message.Route.Resource, message.Route.Source, outcome);
        }

        return outcome;
    }

    private CommandOutcome Publish(Message message, string topic)
    {
        if (!TopicRules.IsName(topic))
        {
            return CommandOutcome.InvalidTopic;
        }

        if (message.Content.Kind is not (ContentKind.Text or ContentKind.Bytes))
        {
            return CommandOutcome.InvalidContent;
        }

        brokers.Post(IsOfTwins(message) ? LaneDuty.Devices : LaneDuty.Data, topic, message.Content.ToData());
        return CommandOutcome.Done;
    }

    private static bool IsOfTwins(Message message) => message.Route.Source == ModuleNames.DeviceTwin;

    private static CommandOutcome Outcome(TopicChange change) => change switch
    {
        TopicChange.Done => CommandOutcome.Done,
        TopicChange.Invalid => CommandOutcome.InvalidTopic,
        TopicChange.TooMany => CommandOutcome.TooManyTopics,
        _ => CommandOutcome.NotStored,
    };
}
