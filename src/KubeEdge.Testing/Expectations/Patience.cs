using System.Globalization;

namespace KubeEdge.Testing.Expectations;

/// <summary>The safety net under every wait of a test: real time, since a clock that stands still would wait for ever.</summary>
internal static class Patience
{
    /// <summary>How long a test waits unless it says otherwise.</summary>
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    /// <summary>Waits for something.</summary>
    /// <param name="wait">The wait; ends with the token.</param>
    /// <param name="timeout">How long; <see cref="Default"/> when null.</param>
    /// <param name="failure">What to say when it did not come.</param>
    /// <param name="cancellationToken">Gives up without a failure.</param>
    public static async Task<T> WaitAsync<T>(
        Func<CancellationToken, Task<T>> wait, TimeSpan? timeout, Func<string> failure, CancellationToken cancellationToken)
    {
        var limit = timeout ?? Default;
        using var deadline = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await wait(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var seconds = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            throw new ExpectationException($"Not within {seconds} s: {failure()}");
        }
    }
}
