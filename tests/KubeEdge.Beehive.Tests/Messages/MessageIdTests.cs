using System.Text;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Messages;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0b8a7c52-4a6e-4d0c-9a1f-3f7f2f6f0a01")]
    [InlineData("0B8A7C52-4a6e-4d0c-9a1f-3f7f2f6f0a01")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("0b8a7c52-4a6e-4d0c-9a1f-3f7f2f6f0g01")]
    [InlineData("0b8a7c52x4a6e-4d0c-9a1f-3f7f2f6f0a01")]
    [InlineData("1")]
    [InlineData("any text, é中😀")]
    [InlineData("é-------------------------------é---")]
    public void Parse_AnyText_GivesTheSameTextBack(string text)
    {
        var id = MessageId.Parse(text);
        var fromUtf8 = MessageId.Parse(Encoding.UTF8.GetBytes(text));
        Span<byte> utf8 = stackalloc byte[128];

        Assert.Equal(text, id.ToString());
        Assert.Equal(id, fromUtf8);
        Assert.Equal(id.GetHashCode(), fromUtf8.GetHashCode());
        Assert.True(id.TryFormat(utf8, out var written));
        Assert.Equal(text, Encoding.UTF8.GetString(utf8[..written]));
        Assert.Equal(text.Length == 0, id.IsEmpty);
    }

    [Fact]
    public void New_Always_IsALowerCaseVersion4Uuid()
    {
        var text = MessageId.New().ToString();

        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", text);
        Assert.NotEqual(MessageId.New(), MessageId.New());
    }

    [Fact]
    public void TryFormat_NoRoom_IsFalse()
    {
        Assert.False(MessageId.New().TryFormat(new byte[35], out var written));
        Assert.Equal(0, written);
    }

    [Fact]
    public void Equals_DifferentTexts_AreDifferent()
    {
        Assert.True(MessageId.Parse("a") != MessageId.Parse("b"));
        Assert.True(MessageId.Parse("a") == MessageId.Parse("a"));
        Assert.False(MessageId.Parse("a").Equals((object)"a"));
    }
}
