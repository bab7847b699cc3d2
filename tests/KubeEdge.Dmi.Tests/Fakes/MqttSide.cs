using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;

namespace KubeEdge.Dmi.Tests.Fakes;

/// <summary>Stands in for the MQTT side: keeps what the twins publish.</summary>
internal sealed class MqttSide : Module
{
    private readonly Lock _gate = new();
    private readonly List<(string Topic, JsonNode Payload)> _published = [];

    public override string Name => ModuleNames.EventBus;

    public override string Group => GroupNames.Bus;

    /// <summary>What was published so far whose topic ends so.</summary>
    public List<(string Topic, JsonNode Payload)> Ending(string ending)
    {
        lock (_gate)
        {
            return [.. _published.Where(item => item.Topic.EndsWith(ending, StringComparison.Ordinal))];
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

            lock (_gate)
            {
                var payload = JsonNode.Parse(Encoding.UTF8.GetString(message.Content.ToData().Span));
                _published.Add((message.Route.Resource, payload ?? throw new FormatException("The payload is null.")));
            }
        }
    }
}
