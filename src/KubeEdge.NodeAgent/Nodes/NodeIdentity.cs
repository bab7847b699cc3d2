namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Which Node object this node is. Known once it has been registered or found.</summary>
internal sealed class NodeIdentity
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _uid;
    private volatile TaskCompletionSource _doubt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The uid of the Node; null until it is known.</summary>
    public string? Uid => _uid;

    /// <summary>Completes when something suggests that the Node is gone.</summary>
    public Task Doubted => _doubt.Task;

    public void Found(string uid)
    {
        _uid = uid;
        _doubt = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _known.TrySetResult();
    }

    /// <summary>Says that what belongs to the Node is gone, so perhaps the Node is too.</summary>
    public void Doubt() => _doubt.TrySetResult();

    public async ValueTask<string> WaitAsync(CancellationToken cancellationToken)
    {
        await _known.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return _uid ?? string.Empty;
    }
}
