using System.Buffers;

namespace KubeEdge.Beehive.Tests.Json;

/// <summary>Gives exactly what is asked for, each time another array.</summary>
internal sealed class StingyBufferWriter : IBufferWriter<byte>
{
    private byte[] _current = [];

    public List<byte> Written { get; } = [];

    public void Advance(int count) => Written.AddRange(_current.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0) => _current = new byte[Math.Max(sizeHint, 1)];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
