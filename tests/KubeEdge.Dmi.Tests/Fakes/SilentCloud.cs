using KubeEdge.Viaduct;

namespace KubeEdge.Dmi.Tests.Fakes;

/// <summary>A cloud that nobody ever reaches.</summary>
internal sealed class SilentCloud : ILinkDialer
{
    private readonly TaskCompletionSource _dialled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the node tries.</summary>
    public Task Dialled => _dialled.Task;

    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        _dialled.TrySetResult();
        return new TaskCompletionSource<DialResult>().Task.WaitAsync(cancellationToken);
    }
}
