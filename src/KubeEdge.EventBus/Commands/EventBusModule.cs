using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Topics;
using KubeEdge.EventBus.Uploads;

namespace KubeEdge.EventBus.Commands;

/// <summary>
/// The module: brokers, what leaves the store when the cloud has it, and the inbox side by side. None of them waits for another, so a broker that is
/// away leaves the others as they are.
/// </summary>
internal sealed class EventBusModule(
    BrokerSet brokers, CloudTopics topics, CommandHandler commands, UploadRemover remover, UploadSource uploads) : Module
{
    public override string Name => ModuleNames.EventBus;

    public override string Group => GroupNames.Bus;

    protected override Task RunAsync(IModuleContext context, CancellationToken stopping) => ServeAsync(context, stopping);

    /// <summary>Runs until the host stops; the failure of a part ends all, so that the host starts the module again.</summary>
    internal async Task ServeAsync(IModuleContext context, CancellationToken stopping)
    {
        await topics.LoadAsync(stopping).ConfigureAwait(false);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] parts =
        [
            HandleAsync(context, ended.Token),
            brokers.RunAsync(ended.Token),
            remover.RunAsync(ended.Token),
        ];
        await Task.WhenAny(parts).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(parts).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Array.Exists(parts, static part => part.IsFaulted))
        {
            // Told to stop, as all were.
        }
    }

    private async Task HandleAsync(IModuleContext context, CancellationToken ended)
    {
        await foreach (var message in context.Inbox.ReadAllAsync(ended).ConfigureAwait(false))
        {
            if (uploads.TryConfirm(message))
            {
                continue;
            }

            var outcome = await commands.HandleAsync(message, ended).ConfigureAwait(false);
            if (message.Header.Sync)
            {
                context.Bus.TryReply(
                    outcome == CommandOutcome.Done
                        ? context.Messages.Reply(message, MessageContent.Text("OK"))
                        : context.Messages.Error(message, $"'{message.Route.Operation}' on '{message.Route.Resource}': {outcome}"));
            }
        }
    }
}
