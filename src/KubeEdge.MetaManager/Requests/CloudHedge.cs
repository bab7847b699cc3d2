using KubeEdge.MetaManager.Cloud;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Requests;

/// <summary>How long a caller waits for others before the store answers it as it is.</summary>
internal sealed partial class CloudHedge(TimeProvider timeProvider, IOptions<MetaManagerOptions> options, ILogger<CloudHedge> logger)
{
    private readonly TimeSpan _limit = options.Value.LocalAnswerAfter;

    /// <summary>Waits for a task, but no longer than the limit; whether it has not ended then. Its outcome stays with the task.</summary>
    public async ValueTask<bool> IsLateAsync(Task task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted)
        {
            await task.WaitAsync(_limit, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !task.IsCompleted;
    }

    /// <summary>Waits for the pushes that came before a request; for a store that writes slowly no longer than the limit.</summary>
    public async ValueTask CatchUpAsync(EdgeRequest request) =>
        await IsLateAsync(request.Before, request.Stopping).ConfigureAwait(false);

    /// <summary>
    /// Makes a failure an answer: when it comes, the caller may have been answered from the store, and nobody would hear of it.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="asking">The asking.</param>
    /// <param name="failed">Makes a result of "no answer".</param>
    public async Task<T> ObserveAsync<T>(EdgeRequest request, Task<T> asking, Func<CloudAnswer, T> failed)
    {
        try
        {
            return await asking.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
        {
            return failed(CloudAnswer.None(LocalErrors.NotConnected));
        }
        catch (Exception exception)
        {
            Log.AskFailed(logger, exception, request.Message.Route.Resource);
            return failed(CloudAnswer.None(LocalErrors.Of(exception)));
        }
    }
}
