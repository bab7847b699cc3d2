using KubeEdge.Viaduct.Framing;

namespace KubeEdge.Viaduct.Tests.Framing;

public sealed class FrameHeaderTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(65535, 4)]
    [InlineData(65536, 10)]
    [InlineData(int.MaxValue, 10)]
    public void Write_ThenRead_GivesTheSameInTheShortestForm(int payload, int length)
    {
        foreach (var masked in (bool[])[false, true])
        {
            var bytes = new byte[FrameHeader.MaxLength];
            var written = FrameHeader.Write(bytes, Opcode.Text, payload, masked, 0x04030201);

            Assert.Equal(length + (masked ? 4 : 0), written);
            Assert.Equal(written, FrameHeader.LengthFor(payload, masked));
            Assert.False(FrameHeader.TryRead(bytes.AsSpan(0, written - 1), out _));
            Assert.True(FrameHeader.TryRead(bytes, out var header));
            Assert.Equal((ulong)payload, header.PayloadLength);
            Assert.Equal(Opcode.Text, header.Opcode);
            Assert.True(header.IsFinal);
            Assert.Equal(masked, header.IsMasked);
            Assert.Equal(masked ? 0x04030201u : 0, header.Key);
            Assert.Equal(written, header.Length);
        }
    }
}
