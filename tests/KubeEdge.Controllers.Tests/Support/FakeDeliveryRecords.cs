using System.Collections.Concurrent;
using System.Threading.Channels;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>Records of nodes by name; purges can be made to fail.</summary>
internal sealed class FakeDeliveryRecords(params string[] nodes) : IDeliveryRecords
{
    private readonly Channel<string> _purges = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _loaded = new();

    public ConcurrentQueue<string> Nodes { get; } = new(nodes);

    /// <summary>How many purges fail from now on.</summary>
    public int Failures { get; set; }

    /// <summary>The node whose purge throws.</summary>
    public string? Broken { get; set; }

    public Task Loaded => _loaded.Task;

    public void Load() => _loaded.TrySetResult();

    public IReadOnlyList<string> NodesWithRecords() => [.. Nodes];

    public Task<bool> PurgeAsync(string nodeName, CancellationToken cancellationToken = default)
    {
        _purges.Writer.TryWrite(nodeName);
        return nodeName == Broken ? throw new OperationCanceledException("of somebody else's making") : Task.FromResult(Failures-- <= 0);
    }

    public async Task<string> NextAsync() => await _purges.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool HasMore() => _purges.Reader.TryPeek(out _);
}
