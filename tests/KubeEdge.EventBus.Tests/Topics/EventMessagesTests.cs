using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Topics;
using KubeEdge.Testing;

namespace KubeEdge.EventBus.Tests.Topics;

public sealed class EventMessagesTests
{
    private readonly EventMessages _messages = new(new MessageFactory(new ManualTimeProvider()));

    [Theory]
    [InlineData("$hw/events/device/x/twin/update", "JGh3L2V2ZW50cy9kZXZpY2UveC90d2luL3VwZGF0ZQ==")]
    [InlineData("$hw/events/device/a-b_c.d/twin/update", "JGh3L2V2ZW50cy9kZXZpY2UvYS1iX2MuZC90d2luL3VwZGF0ZQ==")]
    [InlineData("$hw/events/device/\u00ff\u00fe\u00fb?/x", "JGh3L2V2ZW50cy9kZXZpY2Uvw7_DvsO7Py94")]
    public void ForTwins_Topic_IsBase64OfUrlsWithPadding(string topic, string resource)
    {
        for (var again = 0; again < 2; again++)
        {
            var message = _messages.ForTwins(topic, "{\"a\":1}"u8.ToArray());

            Assert.Equal(new MessageRoute("bus", "user", resource, "response"), message.Route);
            Assert.True(message.Content.ToData().Span.SequenceEqual("{\"a\":1}"u8));
        }
    }

    [Fact]
    public void ForCloud_Text_IsTextUnderTheTopicItself()
    {
        var header = new MessageHeader(MessageId.New(), default, 1);

        var message = EventMessages.ForCloud(header, "default/test", "héllo"u8.ToArray(), takesBytes: true);

        Assert.Equal(new MessageRoute("bus", "user", "default/test", "upload"), message.Route);
        Assert.Equal(header.Id, message.Header.Id);
        Assert.True(message.Content.IsText("héllo"));
    }

    [Theory]
    [InlineData(true, ContentKind.Bytes, "\"encoding\":\"base64\"")]
    [InlineData(false, ContentKind.Text, "")]
    public void ForCloud_NoText_DependsOnTheCloud(bool takesBytes, ContentKind kind, string extensions)
    {
        byte[] payload = [0xff, 0x00, 0x78];

        var message = EventMessages.ForCloud(default, "default/test", payload, takesBytes);

        Assert.Equal(kind, message.Content.Kind);
        Assert.Equal(takesBytes ? payload : "\ufffd\0x"u8.ToArray(), message.Content.ToData().ToArray());
        Assert.Equal(extensions, System.Text.Encoding.UTF8.GetString(message.Header.Extensions.Span));
    }
}
