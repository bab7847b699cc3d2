using System.Collections.Concurrent;
using System.Threading.Channels;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>An observer that tests wait on.</summary>
internal sealed class DeliveryWatcher : IDeliveryObserver
{
    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    public ConcurrentQueue<string> Seen { get; } = new();

    public void NodeConnected(string node) => Note($"connected {node}");

    public void NodeDisconnected(string node) => Note($"disconnected {node}");

    public void Acknowledged(string node, ResourceKey key, string resourceVersion, bool deleted, TimeSpan elapsed) =>
        Note($"{(deleted ? "deleted" : "acknowledged")} {node} {key.Name} {resourceVersion}");

    /// <summary>Waits for an event; those before it are passed over.</summary>
    public async Task WaitForAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (await _events.Reader.ReadAsync(limit.Token) != text)
            {
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{text}' did not happen; what did: {string.Join(", ", Seen)}");
        }
    }

    private void Note(string text)
    {
        Seen.Enqueue(text);
        _events.Writer.TryWrite(text);
    }
}
