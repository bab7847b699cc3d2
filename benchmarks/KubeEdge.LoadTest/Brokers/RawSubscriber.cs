using System.Buffers.Binary;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>Counts what is delivered, and acknowledges it.</summary>
internal sealed class RawSubscriber(Progress progress) : RawClient
{
    private int _taken;

    protected override void Take(byte first, ReadOnlySpan<byte> body)
    {
        if ((first & 0xF0) != RawPackets.Publish)
        {
            Answer(RawPackets.Pubcomp, body);
            return;
        }

        _taken++;
        int qos = (first >> 1) & 3;
        if (qos > 0)
        {
            Answer(qos == 1 ? RawPackets.Puback : RawPackets.Pubrec, body[(2 + BinaryPrimitives.ReadUInt16BigEndian(body))..]);
        }
    }

    protected override void TookAll()
    {
        progress.Add(_taken);
        _taken = 0;
    }
}
