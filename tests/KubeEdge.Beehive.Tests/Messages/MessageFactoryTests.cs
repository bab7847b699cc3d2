using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;

namespace KubeEdge.Beehive.Tests.Messages;

/// <summary>Checks 10 and 11: what the original's constructors put into an answer.</summary>
public sealed class MessageFactoryTests
{
    private static readonly Message _request = new(
        new MessageHeader(MessageId.Parse("r"), MessageId.Parse("p"), 1, "42", Sync: true, Type: "channel"),
        new MessageRoute("edged", "meta", "default/pod/p", Operations.Query, "edged"),
        MessageContent.Text("q"));

    private readonly ManualTimeProvider _clock = new();
    private readonly MessageFactory _messages;

    public MessageFactoryTests() => _messages = new MessageFactory(_clock);

    [Fact]
    public void New_Always_HasAFreshIdAndTheClock()
    {
        var message = _messages.New(_request.Route, _request.Content, "7");

        Assert.False(message.Header.Id.IsEmpty);
        Assert.Equal(new MessageHeader(message.Header.Id, default, _clock.GetUtcNow().ToUnixTimeMilliseconds(), "7"), message.Header);
        Assert.Equal(_request.Route, message.Route);
    }

    [Fact]
    public void Reply_Request_CopiesSourceGroupResourceAndType()
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();

        var reply = _messages.Reply(_request, MessageContent.Text("OK"));

        Assert.Equal(new MessageHeader(reply.Header.Id, _request.Header.Id, now, null, Sync: false, "channel"), reply.Header);
        Assert.NotEqual(_request.Header.Id, reply.Header.Id);
        Assert.Equal(new MessageRoute("edged", "meta", "default/pod/p", Operations.Response), reply.Route);
        Assert.True(reply.Content.IsText("OK"));
    }

    [Fact]
    public void Error_Request_CopiesTheResourceOnlyAndAnswersTheRequestsId()
    {
        var error = _messages.Error(_request, "boom");

        Assert.Equal(new MessageHeader(error.Header.Id, _request.Header.Id, _clock.GetUtcNow().ToUnixTimeMilliseconds()), error.Header);
        Assert.Equal(new MessageRoute("", null, "default/pod/p", Operations.Error), error.Route);
        Assert.True(error.Content.IsText("boom"));
        Assert.Equal(_request.Header.ParentId, _messages.Error(_request, "boom", legacyParent: true).Header.ParentId);
    }

    [Fact]
    public void Message_WithAnotherRouteOrHeader_KeepsTheRest()
    {
        var routed = _request.WithRoute(default);
        var renamed = _request.WithHeader(default);

        Assert.Equal(_request.Header, routed.Header);
        Assert.Equal(_request.Route, renamed.Route);
        Assert.Equal("r parent=p edged/meta query default/pod/p", _request.ToString());
    }
}
