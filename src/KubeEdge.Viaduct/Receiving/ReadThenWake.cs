using System.Runtime.CompilerServices;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>
/// Awaits a read that is under way, and then lets somebody go on on this thread: what follows the read has its own thread as soon as
/// bytes come, so whatever the woken one does, even block, it cannot hold the receiving loop up. That saves a thread switch for each
/// lone message.
/// </summary>
/// <param name="read">The read under way.</param>
/// <param name="wake">Whom to wake.</param>
internal readonly struct ReadThenWake(ValueTask<int> read, IWakeable wake) : ICriticalNotifyCompletion
{
    private readonly ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read = read.ConfigureAwait(false).GetAwaiter();
    private readonly IWakeable _wake = wake;

    /// <summary>Never, even when the read has ended meanwhile: the one to wake is woken where the loop is suspended.</summary>
    public bool IsCompleted => false;

    /// <summary>For the compiler.</summary>
    public ReadThenWake GetAwaiter() => this;

    /// <summary>How many bytes were read.</summary>
    public int GetResult() => _read.GetResult();

    /// <inheritdoc/>
    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    /// <inheritdoc/>
    public void UnsafeOnCompleted(Action continuation)
    {
        // Taken first: the loop may go on elsewhere, and use its fields again, before the next line.
        var wake = _wake;
        _read.UnsafeOnCompleted(continuation);
        wake.Wake(here: true);
    }
}
