using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// In the place of the module that runs containers: asks MetaManager what the recorded one asked, for only a container runtime would make
/// it ask by itself.
/// </summary>
internal sealed class RecordedEdged(IMessageBus bus, MessageFactory messages) : Module
{
    private static readonly TimeSpan _limit = TimeSpan.FromHours(1);

    public override string Name => ModuleNames.Edged;

    public override string Group => ModuleNames.Edged;

    /// <summary>Whether it sends messages like this one; the node and its lease are NodeAgent's.</summary>
    public static bool Asks(RecordedMessage message) => message is { FromEdge: true, IsAcknowledgement: false }
        && message.Message.Route.Source == ModuleNames.Edged
        && !Rhythm.Keeps(message.Line);

    /// <summary>Asks as recorded.</summary>
    /// <returns>What MetaManager answered.</returns>
    public async Task<Message> AskAsync(RecordedMessage question)
    {
        var request = messages.New(question.Message.Route, question.Message.Content);
        var result = await bus.RequestAsync(ModuleNames.MetaManager, request, _limit);
        Assert.NotNull(result.Reply);
        Assert.Equal(request.Header.Id, result.Reply.Header.ParentId);
        return result.Reply;
    }

    protected override Task RunAsync(IModuleContext context, CancellationToken stopping) =>
        Task.Delay(Timeout.InfiniteTimeSpan, stopping);
}
