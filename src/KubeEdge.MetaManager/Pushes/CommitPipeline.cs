using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Answers;
using KubeEdge.MetaManager.Diagnostics;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>
/// Submits commits in the order of arrival without waiting for each, and answers each when it is durable. The store commits in the
/// order of submission and many at a time, so a burst costs a few writes to disk and not one each.
/// </summary>
internal sealed partial class CommitPipeline(
    IMetaStore store,
    PushAnswers answers,
    IMessageBus bus,
    int maximumInFlight,
    MetaManagerMetrics metrics,
    TimeProvider timeProvider,
    ILogger logger)
{
    private static readonly Task<CommitResult> _nothing = Task.FromResult(default(CommitResult));

    private readonly Channel<InFlight> _inFlight = Channel.CreateBounded<InFlight>(
        new BoundedChannelOptions(maximumInFlight) { SingleReader = true, SingleWriter = true });

    /// <summary>Ends when everything submitted so far is in the store; its failure is told elsewhere.</summary>
    public Task Submitted { get; private set; } = Task.CompletedTask;

    /// <summary>Submits a push as soon as there is room.</summary>
    public async ValueTask SubmitAsync(Message message, Push push, CancellationToken cancellationToken)
    {
        await _inFlight.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false);

        // No token: a commit that was submitted is waited for, so that its answer tells the truth.
        var commit = store.CommitAsync(PushBatch.For(push), Durability.Full, CancellationToken.None).AsTask();
        Submitted = commit;
        metrics.Started();
        _inFlight.Writer.TryWrite(new InFlight(message, commit, timeProvider.GetTimestamp(), IsFence: false));
    }

    /// <summary>Answers <paramref name="request"/> when everything submitted before it is settled.</summary>
    public ValueTask FenceAsync(Message request, CancellationToken cancellationToken) =>
        _inFlight.Writer.WriteAsync(new InFlight(request, _nothing, 0, IsFence: true), cancellationToken);

    /// <summary>Nothing more is submitted; <see cref="SettleAsync"/> ends when all is settled.</summary>
    public void Complete() => _inFlight.Writer.TryComplete();

    /// <summary>Answers commits in their order until <see cref="Complete"/>.</summary>
    public async Task SettleAsync(CancellationToken stopping)
    {
        while (await _inFlight.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (_inFlight.Reader.TryPeek(out var flight))
            {
                if (flight.IsFence)
                {
                    bus.TryReply(answers.Fence(flight.Message));
                }
                else
                {
                    await SettleOneAsync(flight, stopping).ConfigureAwait(false);
                }

                // Only now does it free its place: what is being settled still counts as under way.
                _inFlight.Reader.TryRead(out _);
            }
        }
    }

    private async ValueTask SettleOneAsync(InFlight flight, CancellationToken stopping)
    {
        CommitResult result;
        try
        {
            result = await flight.Commit.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.CommitThrew(logger, exception, flight.Message.Route.Resource);
            result = new CommitResult(CommitStatus.Unavailable, 0, 0, 0, null);
        }

        metrics.Settled(result, timeProvider.GetElapsedTime(flight.Started));
        if (result.Status == CommitStatus.Committed)
        {
            await answers.AcknowledgeAsync(flight.Message, stopping).ConfigureAwait(false);
            return;
        }

        Log.NotCommitted(logger, flight.Message.Route.Operation, flight.Message.Route.Resource, result.Status);
        if (result.Status != CommitStatus.Closed)
        {
            var error = $"insert or update meta failed, {flight.Message.Route.Resource}: {Describe(result.Status)}";
            await answers.RefuseAsync(flight.Message, error, stopping).ConfigureAwait(false);
        }
    }

    private static string Describe(CommitStatus status) => status switch
    {
        CommitStatus.TooLarge => "the object is larger than the store takes",
        CommitStatus.Unavailable => "the store cannot write now",
        _ => status.ToString(),
    };
}
