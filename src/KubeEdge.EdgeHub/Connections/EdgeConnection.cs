using KubeEdge.Beehive.Dispatch;
using KubeEdge.EdgeHub.Dispatch;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>
/// What runs while a link is up: one heartbeat, one upstream pump, one dispatcher. All of them have ended when <see cref="RunAsync"/>
/// returns; the original leaves a writer behind at each reconnect.
/// </summary>
internal sealed class EdgeConnection(
    Heartbeat heartbeat,
    UpstreamPump pump,
    InboundDispatcher dispatcher,
    ConnectionNews news,
    TimeSpan drainTimeout,
    TimeProvider timeProvider)
{
    /// <summary>Serves the link until it ends or <paramref name="stopping"/> fires; then it is closed.</summary>
    /// <param name="link">The link.</param>
    /// <param name="bus">Takes what arrives.</param>
    /// <param name="connected">Called once messages and requests can be sent, before anything that arrives is handed over.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<LinkClosed> RunAsync(ILink link, IMessageBus bus, Action connected, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var drained = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var sending = pump.RunAsync(link, ended.Token);
        connected();
        var beating = heartbeat.RunAsync(link, ended.Token);
        var receiving = ReceiveAsync(link, bus, drained.Token);
        await AnyEndAsync(link, [sending, receiving], stopping).ConfigureAwait(false);

        // Has no effect on a link that has ended; ends it when a task of ours did.
        await link.CloseAsync(stopping.IsCancellationRequested ? LinkCloseReason.Shutdown : LinkCloseReason.Local, CancellationToken.None)
            .ConfigureAwait(false);
        var closed = await link.Closed.ConfigureAwait(false);

        // What was received is still handed over, but not for ever: a module that hangs must not keep the node offline.
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(receiving, Task.Delay(drainTimeout, timeProvider, drained.Token)).ConfigureAwait(false);
        await drained.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(beating, sending, receiving).ConfigureAwait(false);
        return closed;
    }

    private async Task ReceiveAsync(ILink link, IMessageBus bus, CancellationToken drained)
    {
        try
        {
            // First, so that every module hears of the connection before the first message of it.
            await news.ConnectedAsync(bus, drained).ConfigureAwait(false);
            await dispatcher.RunAsync(link.Inbound, link.Peer, bus, drained).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (drained.IsCancellationRequested)
        {
            // The hub stops, or the time to hand over is up. What was not acknowledged the cloud sends again.
        }
    }

    // Neither task ends before the link unless it failed; then the link is closed, and the failure shows when all are awaited.
    private static async Task AnyEndAsync(ILink link, Task[] tasks, CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.Register(static state => (state as TaskCompletionSource)?.TrySetResult(), stopped).ConfigureAwait(false);
        await Task.WhenAny([link.Closed, stopped.Task, .. tasks]).ConfigureAwait(false);
    }
}
