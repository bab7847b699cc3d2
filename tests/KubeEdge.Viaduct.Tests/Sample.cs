using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Tests;

/// <summary>Messages and peers to test with.</summary>
internal static class Sample
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Leaves an orderly end as much time as a busy machine may need for it, and brings no ping in between.</summary>
    public static LinkOptions Unhurried => new() { CloseTimeout = Patience, PingInterval = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// For a clock that goes on at once while a ping is being written: the write takes no time by the machine's, and must take none by this
    /// one.
    /// </summary>
    public static LinkOptions PingsOnly => new() { WriteTimeout = Timeout.InfiniteTimeSpan };

    public static LinkPeer Edge { get; } = new() { NodeId = "edge-1" };

    public static LinkPeer Cloud { get; } = new() { NodeId = "edge-1" };

    public static MessageFactory Messages { get; } = new(TimeProvider.System);

    public static Message Message(string text, string operation = Operations.Update, string resource = "default/configmap/demo") =>
        Messages.New(new("edgecontroller", "resource", resource, operation), MessageContent.Text(text));

    public static string TextOf(Message message) =>
        message.Content.TryGetText(out var text) ? text : throw new InvalidOperationException($"no text in {message}");
}
