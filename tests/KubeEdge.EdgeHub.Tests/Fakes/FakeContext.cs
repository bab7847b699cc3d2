using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;

namespace KubeEdge.EdgeHub.Tests.Fakes;

internal sealed class FakeContext(IMessageBus bus, TimeProvider timeProvider) : IModuleContext
{
    private readonly Channel<Message> _inbox = Channel.CreateUnbounded<Message>();

    public ChannelReader<Message> Inbox => _inbox.Reader;

    public ChannelWriter<Message> InboxWriter => _inbox.Writer;

    public IMessageBus Bus { get; } = bus;

    public MessageFactory Messages { get; } = new(timeProvider);
}
