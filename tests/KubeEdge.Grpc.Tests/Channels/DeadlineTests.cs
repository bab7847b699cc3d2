using KubeEdge.Grpc.Tests.Support;
using KubeEdge.Server;
using KubeEdge.Testing;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Grpc.Tests.Channels;

/// <summary>Calls that end before their answer.</summary>
public sealed class DeadlineTests
{
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task CallAsync_NoAnswerInTime_IsDeadlineExceededAndTheServerIsTold()
    {
        var time = new ManualTimeProvider();
        await using var peer = await Peer.StartAsync(HangAsync);
        await using var channel = new GrpcChannel(peer.Address, new GrpcChannelOptions { TimeProvider = time });
        var call = channel.CallAsync(Echo.Say, "hello", TimeSpan.FromSeconds(10)).AsTask();
        await _called.Task.WaitAsync(Echo.Patience);

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(GrpcStatusCode.DeadlineExceeded, (await call.WaitAsync(Echo.Patience)).Status.Code);
        await _aborted.Task.WaitAsync(Echo.Patience);
    }

    [Fact]
    public async Task CallAsync_Cancelled_ThrowsAndTheServerIsTold()
    {
        await using var peer = await Peer.StartAsync(HangAsync);
        await using var channel = new GrpcChannel(peer.Address);
        using var cancel = new CancellationTokenSource();
        var call = channel.CallAsync(Echo.Say, "hello", Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
        await _called.Task.WaitAsync(Echo.Patience);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Echo.Patience));
        await _aborted.Task.WaitAsync(Echo.Patience);
    }

    [Fact]
    public async Task DisposeAsync_RunningCall_IsCancelledAndLaterOnesThrow()
    {
        await using var peer = await Peer.StartAsync(HangAsync);
        var channel = new GrpcChannel(peer.Address);
        var call = channel.CallAsync(Echo.Say, "hello", Timeout.InfiniteTimeSpan).AsTask();
        await _called.Task.WaitAsync(Echo.Patience);

        await channel.DisposeAsync();

        Assert.Equal(GrpcStatusCode.Cancelled, (await call.WaitAsync(Echo.Patience)).Status.Code);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => channel.CallAsync(Echo.Say, "x", Timeout.InfiniteTimeSpan).AsTask());
    }

    [Fact]
    public async Task CallAsync_StreamReset_IsAStatus()
    {
        await using var peer = await Peer.StartAsync(context =>
        {
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResetFeature>()!.Reset(7);
            return Task.CompletedTask;
        });
        await using var channel = new GrpcChannel(peer.Address);

        var result = await channel.CallAsync(Echo.Say, "hello", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Echo.Patience);

        Assert.Equal(GrpcStatusCode.Unavailable, result.Status.Code);
    }

    [Fact]
    public async Task CallAsync_ConnectionLostWithinTheAnswer_IsUnavailable()
    {
        await using var peer = await Peer.StartAsync(async context =>
        {
            await Peer.AnswerAsync(context, [0, 0, 0, 0, 9, 1], status: null);
            context.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionLifetimeFeature>()!.Abort();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var channel = new GrpcChannel(peer.Address);

        var result = await channel.CallAsync(Echo.Say, "hello", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Echo.Patience);

        Assert.Equal(GrpcStatusCode.Unavailable, result.Status.Code);
    }

    [Fact]
    public async Task CallAsync_NobodyThereThenSomebody_IsUnavailableThenAnswered()
    {
        var port = FreePort.Next();
        await using var channel = new GrpcChannel(new Uri($"http://127.0.0.1:{port}"));

        var first = await channel.CallAsync(Echo.Say, "hello", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Echo.Patience);
        Assert.Equal(GrpcStatusCode.Unavailable, first.Status.Code);

        for (var round = 0; round < 3; round++)
        {
            // Each is another server: the connection of the one before is gone.
            await using var peer = await Peer.StartAsync(context => Peer.AnswerAsync(context, Peer.Frames("back")), port);
            Assert.Equal("back", await CallUntilAnsweredAsync(channel));
        }
    }

    // The first call after a server went away may meet the broken connection; the one after it opens another.
    private static async Task<string?> CallUntilAnsweredAsync(GrpcChannel channel)
    {
        var result = await channel.CallAsync(Echo.Say, "hello", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Echo.Patience);
        return result.IsOk
            ? result.Value
            : (await channel.CallAsync(Echo.Say, "hello", TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Echo.Patience)).Value;
    }

    private async Task HangAsync(HttpContext context)
    {
        using var told = context.RequestAborted.Register(_aborted.SetResult);
        _called.TrySetResult();
        await _aborted.Task;
    }
}
