using KubeEdge.Viaduct.Framing;

namespace KubeEdge.Viaduct.Tests.Framing;

public sealed class MaskTests
{
    [Fact]
    public void Copy_AnyLengthCutAnywhere_IsTheXorOfTheRfc()
    {
        byte[] key = [0x11, 0x22, 0x44, 0x88];
        for (var length = 0; length < 150; length++)
        {
            var source = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
            var expected = source.Select((b, i) => (byte)(b ^ key[i % 4])).ToArray();
            var cut = length / 3;
            var actual = new byte[length];

            Mask.Copy(source.AsSpan(0, cut), actual, BitConverter.ToUInt32(key));
            Mask.Copy(source.AsSpan(cut), actual.AsSpan(cut), Mask.Turn(BitConverter.ToUInt32(key), cut));

            Assert.Equal(expected, actual);
        }
    }
}
