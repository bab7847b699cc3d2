using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.NodeAgent.Tests.Fakes;

/// <summary>A request that reached the cloud.</summary>
internal sealed record Asked(DateTimeOffset At, Message Message, bool Acknowledge, TimeSpan Timeout)
{
    public string Line => $"{Message.Route.Operation} {Message.Route.Resource}";

    public JsonNode Content => JsonNode.Parse(Message.Content.ToData().Span)!;
}
