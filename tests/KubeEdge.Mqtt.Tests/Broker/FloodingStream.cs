using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>
/// The network of a client that connects, sends pings until the broker has 64 KiB of answers for it, and reads none:
/// nothing that is written gets through.
/// </summary>
/// <param name="breaks">Whether the network breaks while the broker deals with the last of the pings; otherwise it just stays full.</param>
internal sealed class FloodingStream(bool breaks) : Stream
{
    private const int Limit = 64 * 1024;

    private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _network = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _connected;
    private int _sent;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (!_connected)
        {
            _connected = true;
            return Connect(buffer);
        }

        // The answer to CONNECT is under way, so that it is no part of what gathers behind it.
        await _full.Task.WaitAsync(cancellationToken);
        var size = Math.Min(buffer.Length & ~1, Limit - _sent);
        if (size == 0)
        {
            await _network.Task.WaitAsync(cancellationToken);
        }

        for (var i = 0; i < size; i += 2)
        {
            (buffer.Span[i], buffer.Span[i + 1]) = (0xC0, 0);
        }

        _sent += size;
        if (breaks && _sent == Limit)
        {
            await BreakAsync(cancellationToken);
        }

        return size;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _full.TrySetResult();
        await _network.Task.WaitAsync(cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // The broker has seen that before it gets the bytes that were on their way.
    private async Task BreakAsync(CancellationToken seen)
    {
        _network.SetException(new IOException("Reset by peer."));
        var broken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var seeing = seen.Register(broken.SetResult);
        await broken.Task.WaitAsync(RawClient.Patience, CancellationToken.None);
    }

    private static int Connect(Memory<byte> buffer)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttPacketWriter.Write(output, new ConnectPacket { Version = MqttVersion.V311, ClientId = "flood", CleanStart = true });
        output.WrittenSpan.CopyTo(buffer.Span);
        return output.WrittenCount;
    }
}
