using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Messages;

public sealed class MessageHeaderTests
{
    [Fact]
    public void Equals_ExtensionsInDifferentArrays_ComparesTheirBytes()
    {
        var one = new MessageHeader { Extensions = "\"a\":1"u8.ToArray() };
        var two = new MessageHeader { Extensions = "\"a\":1"u8.ToArray() };

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, two with { Extensions = default });
        Assert.NotEqual(one, two with { TimestampMs = 1 });
    }
}
