using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Modules;

/// <summary>What the host gives a running module.</summary>
public interface IModuleContext
{
    /// <summary>The module's inbox. Messages wait here while the module restarts.</summary>
    ChannelReader<Message> Inbox { get; }

    /// <summary>The bus that reaches the other modules.</summary>
    IMessageBus Bus { get; }

    /// <summary>Makes messages with fresh ids and the host's clock.</summary>
    MessageFactory Messages { get; }
}
