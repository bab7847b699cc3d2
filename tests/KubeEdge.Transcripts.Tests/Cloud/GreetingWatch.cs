using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>Knows when a node was told everything that stands before its objects; to be registered after all who tell it something.</summary>
internal sealed class GreetingWatch : INodeHerald
{
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Greeted => _greeted.Task;

    public ValueTask GreetAsync(IConnectedNode node, CancellationToken cancellationToken)
    {
        _greeted.TrySetResult();
        return ValueTask.CompletedTask;
    }

    public ValueTask AnnounceAsync(IConnectedNode node, ResourceKey key, bool deleted, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public void Leave(IConnectedNode node)
    {
    }
}
