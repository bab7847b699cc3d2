using System.Buffers.Binary;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>Publishes one message again and again.</summary>
internal sealed class RawPublisher : RawClient
{
    /// <summary>How many messages of quality 1 or 2 may be unacknowledged.</summary>
    public const int InFlight = 100;

    private const int Batch = 64;
    private readonly Progress _progress;
    private readonly int _length;
    private readonly int _identifierAt;
    private readonly byte[] _batch;
    private ushort _identifier;
    private int _unacknowledged;

    public RawPublisher(Progress progress, byte[] message, int qos)
    {
        _progress = progress;
        _length = message.Length;
        _identifierAt = qos > 0 ? RawPackets.IdentifierAt(message) : 0;
        _batch = [.. Enumerable.Repeat(message, Batch).SelectMany(static bytes => bytes)];
    }

    public int Unacknowledged => Volatile.Read(ref _unacknowledged);

    /// <summary>Publishes at most so many, in one write.</summary>
    /// <returns>How many there was room for.</returns>
    public int Publish(int most)
    {
        int count = Math.Min(most, Batch);
        if (_identifierAt > 0)
        {
            count = Math.Min(count, InFlight - Unacknowledged);
            for (int i = 0; i < count; i++)
            {
                _identifier = _identifier == ushort.MaxValue ? (ushort)1 : (ushort)(_identifier + 1);
                BinaryPrimitives.WriteUInt16BigEndian(_batch.AsSpan((i * _length) + _identifierAt), _identifier);
            }

            Interlocked.Add(ref _unacknowledged, count);
        }

        if (count > 0)
        {
            Send(_batch.AsSpan(0, count * _length));
        }

        return count;
    }

    protected override void Take(byte first, ReadOnlySpan<byte> body)
    {
        if (first == RawPackets.Pubrec)
        {
            Answer(RawPackets.Pubrel, body);
        }
        else
        {
            Interlocked.Decrement(ref _unacknowledged);
        }
    }

    protected override void TookAll() => _progress.Add(0);
}
