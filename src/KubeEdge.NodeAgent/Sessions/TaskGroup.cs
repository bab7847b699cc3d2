namespace KubeEdge.NodeAgent.Sessions;

/// <summary>Tasks that live and end together.</summary>
internal static class TaskGroup
{
    /// <summary>
    /// Runs all until the first ends or the token fires; then the others are stopped and waited for. A failure of any is the outcome of the
    /// whole.
    /// </summary>
    public static async Task RunAsync(Func<CancellationToken, Task>[] parts, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Array.ConvertAll(parts, part => part(ended.Token));
        await Task.WhenAny(running).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Array.Exists(running, static task => task.IsFaulted))
        {
            // Told to stop, as all were.
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
