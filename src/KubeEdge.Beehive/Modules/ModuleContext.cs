using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Modules;

/// <summary>What the host gives a running module.</summary>
internal sealed class ModuleContext(ChannelReader<Message> inbox, IMessageBus bus, MessageFactory messages) : IModuleContext
{
    public ChannelReader<Message> Inbox { get; } = inbox;

    public IMessageBus Bus { get; } = bus;

    public MessageFactory Messages { get; } = messages;
}
