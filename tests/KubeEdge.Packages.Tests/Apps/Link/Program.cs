using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;

using var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
Task cloud = EchoAsync();

var dialer = new WebSocketDialer(
    new() { Server = new Uri($"ws://{listener.LocalEndpoint}"), NodeId = "edge-1" }, TimeProvider.System);
DialResult dialed = await dialer.DialAsync();
await using (ILink edge = dialed.Link ?? throw new InvalidOperationException(dialed.Detail))
{
    var route = new MessageRoute("app", GroupNames.User, "greeting", Operations.Upload);
    await edge.SendAsync(new MessageFactory(TimeProvider.System).New(route, MessageContent.Text("hello")));
    Message echo = await edge.Inbound.ReadAsync();
    Console.WriteLine($"{echo.Route.Operation} {echo.Route.Resource}: {Encoding.UTF8.GetString(echo.Content.ToData().Span)}");
}

await cloud;

// The cloud's end, on a bare socket: any server that can upgrade a connection will do.
async Task EchoAsync()
{
    using TcpClient client = await listener.AcceptTcpClientAsync();
    NetworkStream stream = client.GetStream();
    string[] request = (await ReadHeadAsync(stream)).Split("\r\n");
    UpgradeRequest upgrade = UpgradeRequest.Read(
        request[0].Split(' ')[0],
        name => request.Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()));
    string headers = string.Concat(upgrade.ResponseHeaders.Select(header => $"{header.Key}: {header.Value}\r\n"));
    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\n{headers}\r\n"));

    await using ILink link = WebSocketLink.Attach(stream, new LinkPeer { NodeId = upgrade.NodeId }, new LinkOptions(), TimeProvider.System);
    await foreach (Message message in link.Inbound.ReadAllAsync())
    {
        await link.SendAsync(message);
    }
}

static async Task<string> ReadHeadAsync(NetworkStream stream)
{
    var head = new StringBuilder();
    var one = new byte[1];
    while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
    {
        head.Append((char)one[0]);
    }

    return head.ToString();
}
