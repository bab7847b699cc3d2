using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>The MQTT side: keeps what it is given, and answers requests, which serves as a barrier.</summary>
internal sealed class FakeEventBus : Module
{
    private readonly Lock _gate = new();
    private List<Published> _published = [];

    public override string Name => ModuleNames.EventBus;

    public override string Group => GroupNames.Bus;

    public List<Published> Take()
    {
        lock (_gate)
        {
            var taken = _published;
            _published = [];
            return taken;
        }
    }

    protected override async Task RunAsync(IModuleContext context, CancellationToken stopping)
    {
        await foreach (var message in context.Inbox.ReadAllAsync(stopping))
        {
            if (message.Header.Sync)
            {
                context.Bus.TryReply(context.Messages.Reply(message, MessageContent.Text("OK")));
                continue;
            }

            if (message.Route.Operation != "publish")
            {
                continue;
            }

            lock (_gate)
            {
                _published.Add(new(message.Route.Resource, System.Text.Encoding.UTF8.GetString(message.Content.ToData().Span)));
            }
        }
    }
}
