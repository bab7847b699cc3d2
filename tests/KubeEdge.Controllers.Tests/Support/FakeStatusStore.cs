using System.Threading.Channels;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Reports;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>A place for statuses that answers when and what the test says.</summary>
internal sealed class FakeStatusStore : IStatusStores, IStatusStore
{
    private readonly Channel<(DeviceRecord Device, PendingStatus Pending, TaskCompletionSource<WriteResult> Answer)> _writes =
        Channel.CreateUnbounded<(DeviceRecord, PendingStatus, TaskCompletionSource<WriteResult>)>();

    public TaskCompletionSource<DeviceRecord> Removed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The device of the last write that the test saw.</summary>
    public DeviceRecord? Device { get; private set; }

    public ValueTask<KubeStatus?> DecideAsync(CancellationToken cancellationToken) => default;

    public IStatusStore Make() => this;

    public ValueTask<WriteResult> WriteAsync(DeviceRecord device, PendingStatus pending, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<WriteResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _writes.Writer.TryWrite((device, pending, answer));
        return new(answer.Task.WaitAsync(cancellationToken));
    }

    public ValueTask RemoveAsync(DeviceRecord device, CancellationToken cancellationToken)
    {
        Removed.TrySetResult(device);
        return default;
    }

    /// <summary>The next write as text, <c>name=value</c> each; it is under way until the test answers it.</summary>
    public async Task<(string Text, TaskCompletionSource<WriteResult> Answer)> NextAsync()
    {
        (Device, var pending, var answer) = await _writes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        var values = pending.Properties.OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(static one => $"{one.Key}={(one.Value.IsReset ? "-" : string.Empty)}{one.Value.Reported?.Value}");
        return (string.Join(' ', values.Append(pending.State?.State).Where(static text => text is not null)), answer);
    }

    public bool HasMore() => _writes.Reader.TryPeek(out _);
}
