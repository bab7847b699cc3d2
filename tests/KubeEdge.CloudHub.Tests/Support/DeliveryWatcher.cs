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
    public Task WaitForAsync(string text) => WaitForAsync(text, seen => seen == text, count: 1);

    /// <summary>Waits for so many events that begin like this; others between them are passed over.</summary>
    public Task WaitForAsync(string start, int count) =>
        WaitForAsync($"{count} times {start}…", seen => seen.StartsWith(start, StringComparison.Ordinal), count);

    private async Task WaitForAsync(string what, Func<string, bool> isAwaited, int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            while (count > 0)
            {
                if (isAwaited(await _events.Reader.ReadAsync(limit.Token)))
                {
                    count--;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'{what}' did not happen; what did: {string.Join(", ", Seen)}");
        }
    }

    private void Note(string text)
    {
        Seen.Enqueue(text);
        _events.Writer.TryWrite(text);
    }
}
