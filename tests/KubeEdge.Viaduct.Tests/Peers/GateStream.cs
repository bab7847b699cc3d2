namespace KubeEdge.Viaduct.Tests.Peers;

/// <summary>A stream whose writes wait while its gate is shut, as those of a full socket do.</summary>
internal sealed class GateStream(Stream inner, GateStream.Gate gate) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await gate.PassAsync();
        await inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        gate.Break();
        inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Open at first.</summary>
    internal sealed class Gate
    {
        private TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _shut;

        /// <summary>Completes when a write waits at the shut gate.</summary>
        public Task Waiting => _waiting.Task;

        /// <summary>How many writes came.</summary>
        public int Writes { get; private set; }

        public void Shut()
        {
            _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _shut = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Open() => Interlocked.Exchange(ref _shut, null)?.TrySetResult();

        public void Break() => _shut?.TrySetException(new ObjectDisposedException(nameof(GateStream)));

        public Task PassAsync()
        {
            Writes++;
            if (_shut is not { } shut)
            {
                return Task.CompletedTask;
            }

            _waiting.TrySetResult();
            return shut.Task;
        }
    }
}
