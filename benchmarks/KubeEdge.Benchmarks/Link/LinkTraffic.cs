using System.Net.WebSockets;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.Benchmarks.Link;

/// <summary>What the link benchmarks send and receive.</summary>
internal static class LinkTraffic
{
    /// <summary>How many sends a producer has under way before it waits for the oldest.</summary>
    private const int Window = 256;

    /// <summary>A message whose JSON has about that many bytes.</summary>
    public static Message MessageOf(int size)
    {
        const int envelope = 190;
        return new MessageFactory(TimeProvider.System).New(
            new("edgecontroller", "resource", "default/configmap/demo", Operations.Update),
            MessageContent.Text(new string('x', Math.Max(1, size - envelope))));
    }

    /// <summary>Sends a message so often and waits until all have left.</summary>
    public static async Task SendAsync(ILink link, Message message, int count)
    {
        var window = new ValueTask<SendStatus>[Window];
        for (var i = 0; i < count; i++)
        {
            if (await window[i % Window] != SendStatus.Sent && i >= Window)
            {
                throw new InvalidOperationException("the link ended");
            }

#pragma warning disable CA2012 // Each is awaited once: a window later, or below.
            window[i % Window] = link.SendAsync(message);
#pragma warning restore CA2012
        }

        foreach (var sent in window)
        {
            await sent;
        }
    }

    /// <summary>Receives so many messages.</summary>
    public static async Task ReceiveAsync(ILink link, int count)
    {
        while (count > 0 && await link.Inbound.WaitToReadAsync())
        {
            while (link.Inbound.TryRead(out _))
            {
                count--;
            }
        }
    }

    /// <summary>Sends raw bytes so often.</summary>
    public static async Task SendAsync(WebSocket socket, byte[] bytes, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, true, default);
        }
    }

    /// <summary>Receives so many messages as raw bytes.</summary>
    public static async Task ReceiveAsync(WebSocket socket, byte[] buffer, int count)
    {
        while (count > 0)
        {
            var result = await socket.ReceiveAsync(buffer.AsMemory(), default);
            count -= result.EndOfMessage ? 1 : 0;
        }
    }
}
