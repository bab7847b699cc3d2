using System.Text;
using KubeEdge.Beehive.Json;

namespace KubeEdge.Beehive.Tests.Json;

public sealed class MessageStringCacheTests
{
    private readonly MessageStringCache _cache = new();

    [Theory]
    [InlineData("websocket")]
    [InlineData("default/configmap/demo")]
    [InlineData("12345678")]
    public void Get_ShortAscii_IsTheSameInstanceAgain(string text)
    {
        Assert.Equal(text, Get(text));
        Assert.Same(Get(text), Get(text));
    }

    [Fact]
    public void Get_Anything_IsTheRightText()
    {
        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal($"default/configmap/demo-{i % 700}", Get($"default/configmap/demo-{i % 700}"));
        }

        Assert.Equal("", Get(""));
        Assert.Equal("é中😀", Get("é中😀"));
        Assert.Equal(new string('x', 1000), Get(new string('x', 1000)));
    }

    private string Get(string text) => _cache.Get(Encoding.UTF8.GetBytes(text));
}
