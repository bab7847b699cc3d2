using KubeEdge.Server.Http2;

namespace KubeEdge.Server.Tests.Http2;

/// <summary>The examples of RFC 7541, appendix C, and blocks that end too soon.</summary>
public sealed class HeaderBlockTests
{
    [Theory]
    [InlineData("828684410f7777772e6578616d706c652e636f6d", 4, 20, 15)]
    [InlineData("828684418cf1e3c2e5f23a6ba0ab90f4ff", 4, 17, 15)]
    [InlineData("828684010f7777772e6578616d706c652e636f6d", 4, 20, 15)]
    [InlineData("3fe11f82400a637573746f6d2d6b65790d637573746f6d2d686561646572110161", 31, 33, 1)]
    public void TryFindAuthority_Literal_IsFound(string hex, int start, int end, int characters)
    {
        Assert.True(HeaderBlock.TryFindAuthority(Convert.FromHexString(hex), out var from, out var to, out var length));
        Assert.Equal((start, end, characters), (from, to, length));
    }

    [Theory]
    [InlineData("828684be58086e6f2d6361636865")]
    [InlineData("400a637573746f6d2d6b65790d637573746f6d2d686561646572")]
    [InlineData("")]
    [InlineData("ffffffffff")]
    public void TryFindAuthority_Without_IsNotFound(string hex) =>
        Assert.False(HeaderBlock.TryFindAuthority(Convert.FromHexString(hex), out _, out _, out _));

    [Fact]
    public void TryFindAuthority_CutAnywhere_NeverThrows()
    {
        var block = Convert.FromHexString("828684400a637573746f6d2d6b65790d637573746f6d2d686561646572418cf1e3c2e5f23a6ba0ab90f4ff");

        for (var length = 0; length < block.Length; length++)
        {
            Assert.False(HeaderBlock.TryFindAuthority(block.AsSpan(0, length), out _, out _, out _));
        }
    }

    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", 15)]
    [InlineData("9d29ad171863c78f0b97c8e9ae82ae43d3", 23)]
    [InlineData("a8eb10649cbf", 8)]
    [InlineData("", 0)]
    public void Count_OfHuffmanBytes_IsTheLengthOfTheText(string hex, int length) =>
        Assert.Equal(length, HuffmanText.Count(Convert.FromHexString(hex)));
}
