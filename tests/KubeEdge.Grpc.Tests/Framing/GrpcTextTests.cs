using KubeEdge.Grpc.Framing;

namespace KubeEdge.Grpc.Tests.Framing;

public sealed class GrpcTextTests
{
    [Theory]
    [InlineData(0, "0m")]
    [InlineData(1, "1u")]
    [InlineData(10_000_000, "1000000u")]
    [InlineData(999_999_990, "99999999u")]
    [InlineData(1_000_000_000, "100000m")]
    [InlineData(1_000_000_001, "100001m")]
    [InlineData(36_000_000_000_000, "3600000S")]
    public void FormatTimeout_Ticks_NeverShorter(long ticks, string header)
    {
        Assert.Equal(header, GrpcText.FormatTimeout(new TimeSpan(ticks)));
        Assert.True(GrpcText.TryParseTimeout(header, out var parsed));
        Assert.True(parsed.Ticks >= ticks);
    }

    [Fact]
    public void FormatTimeout_Longest_HasEightDigits() => Assert.True(GrpcText.FormatTimeout(TimeSpan.MaxValue).Length <= 9);

    [Theory]
    [InlineData("100n", 1)]
    [InlineData("1u", 10)]
    [InlineData("5S", 50_000_000)]
    [InlineData("1M", 600_000_000)]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void TryParseTimeout_Valid_IsRead(string header, long ticks)
    {
        Assert.True(GrpcText.TryParseTimeout(header, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("S")]
    [InlineData("-5S")]
    [InlineData("+5S")]
    [InlineData(" 5S")]
    [InlineData("5s")]
    [InlineData("1.5S")]
    [InlineData("123456789S")]
    public void TryParseTimeout_OtherForm_IsRefused(string header) => Assert.False(GrpcText.TryParseTimeout(header, out _));

    [Theory]
    [InlineData("plain text, all of it", "plain text, all of it")]
    [InlineData("100 %", "100 %25")]
    [InlineData("zu heiß", "zu hei%C3%9F")]
    [InlineData("two\nlines", "two%0Alines")]
    [InlineData("😀", "%F0%9F%98%80")]
    public void Message_ThereAndBack_IsTheSame(string text, string header)
    {
        Assert.Equal(header, GrpcText.EncodeMessage(text));
        Assert.Equal(text, GrpcText.DecodeMessage(header));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("50%", "50%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%41%", "A%")]
    [InlineData("%FF", "\uFFFD")]
    public void DecodeMessage_BadEscape_StaysAsItStands(string header, string text) => Assert.Equal(text, GrpcText.DecodeMessage(header));
}
