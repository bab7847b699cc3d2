using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Sessions;

/// <summary>What becomes of what a connection had brought when it ended.</summary>
public sealed class SessionEndTests : IUpstreamHandler, IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly MessageFactory _messages = new(TimeProvider.System);
    private readonly Channel<(IConnectedNode Node, CancellationToken Token)> _calls = Channel.CreateUnbounded<(IConnectedNode, CancellationToken)>();
    private readonly SemaphoreSlim _release = new(0);
    private readonly TaskCompletionSource _finishing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _release.Dispose();

    bool IUpstreamHandler.Handles(in MessageRoute route) => route.Source == "twin";

    async ValueTask IUpstreamHandler.HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
    {
        _calls.Writer.TryWrite((node, cancellationToken));
        await _release.WaitAsync(cancellationToken);
    }

    async ValueTask IUpstreamHandler.FinishAsync(IConnectedNode node, CancellationToken cancellationToken)
    {
        _finishing.TrySetResult();
        await _finished.Task.WaitAsync(cancellationToken);
    }

    [Fact]
    public async Task LastMessagesWait_TheNextSessionReplacesTheEndedOne()
    {
        await using var rig = new SessionRig([this]);
        await using var former = rig.Connect("edge-1");
        await SendAsync(former.Edge);
        var (node, _) = await NextAsync();
        former.Cut();
        await rig.Watcher.WaitForAsync("disconnected edge-1");
        Assert.False(node.IsReplaced);

        await using var present = rig.Connect("edge-1");
        await SendAsync(present.Edge);

        Assert.False((await NextAsync()).Node.IsReplaced);
        Assert.True(node.IsReplaced);
    }

    [Fact]
    public async Task MoreThanFitsAndSlowHandler_AllOfItHasThirtySecondsTogether()
    {
        await using var rig = new SessionRig([this], keepalive: TimeSpan.FromDays(1));
        await using var link = rig.Connect("edge-1");
        for (var i = 0; i < 100; i++)
        {
            await SendAsync(link.Edge);
        }

        await NextAsync();
        link.Cut();
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30)).WaitAsync(_limit);
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        _release.Release();
        await NextAsync();
        rig.Clock.Advance(TimeSpan.FromSeconds(10));

        await rig.Watcher.WaitForAsync("disconnected edge-1");
        await rig.ServedAsync();
    }

    [Fact]
    public async Task HandlerWorksOnAfterItAccepted_IsWaitedForBeforeItIsCancelled()
    {
        await using var rig = new SessionRig([this]);
        await using var link = rig.Connect("edge-1");
        _release.Release();
        await SendAsync(link.Edge);
        var (_, token) = await NextAsync();
        link.Cut();
        await _finishing.Task.WaitAsync(_limit);
        Assert.False(token.IsCancellationRequested);

        _finished.SetResult();

        await rig.ServedAsync();
    }

    private static async Task SendAsync(ILink link) =>
        await link.SendAsync(_messages.New(new MessageRoute("twin", "resource", "a", "update"), MessageContent.Text("x"))).AsTask().WaitAsync(_limit);

    private Task<(IConnectedNode Node, CancellationToken Token)> NextAsync() => _calls.Reader.ReadAsync().AsTask().WaitAsync(_limit);
}
