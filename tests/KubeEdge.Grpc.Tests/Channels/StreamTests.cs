using KubeEdge.Grpc.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Grpc.Tests.Channels;

/// <summary>Calls that answer many messages.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task MoveNextAsync_ThreeMessages_AreReadAsTheyComeAndThenTheStatus()
    {
        var next = new SemaphoreSlim(0);
        await using var peer = await Peer.StartAsync(async context =>
        {
            foreach (var text in new[] { "one", "two", "three" })
            {
                await next.WaitAsync(context.RequestAborted);
                await Peer.AnswerAsync(context, Peer.Frames(text), "5", "gone");
            }
        });
        await using var channel = new GrpcChannel(peer.Address);
        await using var stream = channel.OpenStream(Echo.Say, "go", Timeout.InfiniteTimeSpan);
        Assert.Throws<InvalidOperationException>(() => stream.Current);

        foreach (var text in new[] { "one", "two", "three" })
        {
            next.Release();
            Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Echo.Patience));
            Assert.Equal(text, stream.Current);
        }

        Assert.False(await stream.MoveNextAsync().AsTask().WaitAsync(Echo.Patience));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.NotFound, "gone"), stream.Status);
        Assert.False(await stream.MoveNextAsync().AsTask().WaitAsync(Echo.Patience));
    }

    [Fact]
    public async Task DisposeAsync_BeforeTheEnd_CancelsTheCall()
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = await Peer.StartAsync(async context =>
        {
            using var told = context.RequestAborted.Register(aborted.SetResult);
            await Peer.AnswerAsync(context, Peer.Frames("one"), status: null);
            await aborted.Task;
        });
        await using var channel = new GrpcChannel(peer.Address);

        await using (var stream = channel.OpenStream(Echo.Say, "go", Timeout.InfiniteTimeSpan))
        {
            Assert.True(await stream.MoveNextAsync().AsTask().WaitAsync(Echo.Patience));
        }

        await aborted.Task.WaitAsync(Echo.Patience);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://127.0.0.1")]
    [InlineData("relative")]
    public void Constructor_OtherAddress_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => new GrpcChannel(new Uri(address, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void Result_OkStatusWithoutAMessage_IsRefused() =>
        Assert.Throws<ArgumentException>(() => (GrpcResult<string>)new GrpcStatus(GrpcStatusCode.Ok));
}
