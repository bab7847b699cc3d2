using System.Threading.Channels;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A dialer whose answers the test gives, one per dial.</summary>
internal sealed class FakeDialer : ILinkDialer
{
    private readonly Channel<TaskCompletionSource<DialResult>> _dials = Channel.CreateUnbounded<TaskCompletionSource<DialResult>>();

    public int Dials { get; private set; }

    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default)
    {
        Dials++;
        var dial = new TaskCompletionSource<DialResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _dials.Writer.TryWrite(dial);
        return dial.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when there is a dial to answer.</summary>
    public Task WaitForDialAsync() => _dials.Reader.WaitToReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Waits for the next dial and answers it.</summary>
    public async Task AnswerAsync(DialResult result) =>
        (await _dials.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).SetResult(result);
}
