using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.LoadTest;

/// <summary>
/// The link of a node of ours and nothing behind it: a certificate of its own, an empty inventory, a heartbeat, and an acknowledgement for
/// whatever comes.
/// </summary>
internal sealed class FleetNode(string name, Uri hub)
{
    private const string InventoryFeature = "inventory";
    private const int Tries = 10;
    private static readonly TimeSpan _heartbeat = TimeSpan.FromSeconds(15);
    private static readonly MessageFactory _messages = new(TimeProvider.System);

    public async Task ConnectAsync(CertificateAuthority authority)
    {
        var dialer = new WebSocketDialer(
            new()
            {
                Server = hub,
                NodeId = name,
                ClientCertificate = authority.IssueNode(name),
                TrustedAuthorities = [authority.Certificate],
                Features = [InventoryFeature],
            },
            TimeProvider.System);
        for (int i = 1; ; i++)
        {
            DialResult dialed = await dialer.DialAsync();
            if (dialed.Link is { } link)
            {
                await link.SendAsync(_messages.New(
                    new(ModuleNames.MetaManager, GroupNames.Resource, "node/inventory", Operations.Update),
                    MessageContent.Json("""{"part":1,"last":true,"objects":[]}"""u8.ToArray())));
                _ = AcknowledgeAsync(link);
                _ = BeatAsync(link);
                return;
            }

            if (i == Tries)
            {
                throw new InvalidOperationException($"{name}: {dialed.Failure}, {dialed.Detail}");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task AcknowledgeAsync(ILink link)
    {
        await foreach (Message message in link.Inbound.ReadAllAsync())
        {
            await link.SendAsync(_messages.Reply(message, MessageContent.Text("OK")), LinkLane.Urgent);
        }
    }

    private static async Task BeatAsync(ILink link)
    {
        using var timer = new PeriodicTimer(_heartbeat);
        do
        {
            await link.SendAsync(
                _messages.New(new(ModuleNames.EdgeHub, GroupNames.Resource, "node", Operations.Keepalive), MessageContent.Text("ping")),
                LinkLane.Urgent);
        }
        while (!link.Closed.IsCompleted && await timer.WaitForNextTickAsync());
    }
}
