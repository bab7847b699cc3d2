using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>What an edge does with its end of a link, step by step.</summary>
internal static class EdgeEnd
{
    private static readonly MessageFactory _messages = new(TimeProvider.System);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    public static async Task<Message> ReceiveAsync(this ILink link) => await link.Inbound.ReadAsync().AsTask().WaitAsync(_limit);

    public static async Task AcknowledgeAsync(this ILink link, Message message) =>
        await link.SendAsync(_messages.Reply(message, MessageContent.Text("OK"))).AsTask().WaitAsync(_limit);

    public static async Task SendKeepaliveAsync(this ILink link) => await link.SendAsync(_messages.New(
        new MessageRoute("websocket", "resource", "node", "keepalive"), MessageContent.Text("ping"))).AsTask().WaitAsync(_limit);

    public static async Task SendInventoryAsync(this ILink link, string json) => await link.SendAsync(_messages.New(
        new MessageRoute("metamanager", "resource", "node/inventory", "update"), MessageContent.Json(System.Text.Encoding.UTF8.GetBytes(json)))).AsTask().WaitAsync(_limit);

    public static async Task<LinkClosed> EndAsync(this ILink link) => await link.Closed.WaitAsync(_limit);
}
