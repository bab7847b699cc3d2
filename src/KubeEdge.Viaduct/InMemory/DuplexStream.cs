using System.IO.Pipelines;

namespace KubeEdge.Viaduct.InMemory;

/// <summary>One end of a connection inside the process: reads from one pipe, writes to the other, and slows down like a socket.</summary>
internal sealed class DuplexStream(PipeReader input, PipeWriter output, TimeProvider timeProvider) : Stream
{
    private readonly PipeReader _input = input;
    private readonly PipeWriter _output = output;
    private readonly CancellationTokenSource _disposing = new();
    private int _isDisposed;
    private long _delayTicks;
    private volatile bool _isSilent;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Two ends of one connection.</summary>
    public static (DuplexStream First, DuplexStream Second) CreatePair(TimeProvider? timeProvider = null)
    {
        var time = timeProvider ?? TimeProvider.System;
        var there = new Pipe();
        var back = new Pipe();
        return (new(back.Reader, there.Writer, time), new(there.Reader, back.Writer, time));
    }

    /// <summary>How much later, at least, what the other end wrote is read here.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _delayTicks));
        set => Volatile.Write(ref _delayTicks, value.Ticks);
    }

    /// <summary>From now on what is written here vanishes, as on a network that drops packets.</summary>
    public void Silence() => _isSilent = true;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await _input.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (Delay is { Ticks: > 0 } delay)
        {
            await PassAsync(delay, cancellationToken).ConfigureAwait(false);
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        var available = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        var at = 0;
        foreach (var segment in available)
        {
            segment.CopyTo(buffer[at..]);
            at += segment.Length;
        }

        _input.AdvanceTo(available.End);
        return at;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        if (_isSilent)
        {
            return;
        }

        var result = await _output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (result.IsCanceled || result.IsCompleted)
        {
            throw new IOException("the connection is closed");
        }
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            // What was written stays readable for the other end, then it sees the end; a read and a write under way here fail.
            // Over a network that drops packets not even the end arrives.
            _output.CancelPendingFlush();
            if (!_isSilent)
            {
                _output.Complete();
            }

            _input.CancelPendingRead();
            _disposing.Cancel();
            _disposing.Dispose();
        }

        base.Dispose(disposing);
    }

    // A connection that is cut ends its readers at once, however far it is.
    private async Task PassAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_disposing.Token, cancellationToken);
        await Task.Delay(delay, timeProvider, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
