using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Dispatch;

public sealed class ReplyResultTests
{
    [Theory]
    [InlineData(SendStatus.UnknownTarget, false, "bad request module name(m)")]
    [InlineData(SendStatus.TimedOut, true, "timeout to get response for message r")]
    [InlineData(SendStatus.TimedOut, false, "timeout to send message r")]
    [InlineData(SendStatus.Full, false, "timeout to send message r")]
    [InlineData(SendStatus.Closed, true, "module m has closed")]
    [InlineData(SendStatus.Rejected, false, "message r cannot be sent")]
    [InlineData(SendStatus.Sent, true, null)]
    public void ToErrorText_EachOutcome_SaysItInTheOriginalsWords(SendStatus status, bool delivered, string? expected)
    {
        var request = new Message(new MessageHeader(MessageId.Parse("r"), default, 0), default, default);

        Assert.Equal(expected, new ReplyResult(status, null, delivered).ToErrorText("m", request));
    }
}
