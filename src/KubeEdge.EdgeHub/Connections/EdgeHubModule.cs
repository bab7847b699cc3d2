using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.EdgeHub.Certificates;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>The module: dials, serves the link, waits, dials again.</summary>
internal sealed partial class EdgeHubModule(
    ILinkDialer dialer,
    ReconnectSchedule schedule,
    EdgeConnection connection,
    ConnectionNews news,
    EdgeLinkState state,
    EdgeHubMetrics metrics,
    TimeProvider timeProvider,
    ILogger<EdgeHubModule> logger) : Module
{
    private string? _lastFailure;

    public override string Name => ModuleNames.EdgeHub;

    public override string Group => GroupNames.Hub;

    protected override Task RunAsync(IModuleContext context, CancellationToken stopping) => KeepConnectedAsync(context, stopping);

    internal async Task KeepConnectedAsync(IModuleContext context, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var refusing = RefuseAsync(context, ended.Token);
        try
        {
            state.Set(EdgeLinkPhase.Disconnected, "not connected yet");
            while (true)
            {
                stopping.ThrowIfCancellationRequested();
                var pause = await ConnectAsync(context, stopping).ConfigureAwait(false);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, timeProvider, stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            state.Set(EdgeLinkPhase.Stopped, "the hub has stopped");
            await ended.CancelAsync().ConfigureAwait(false);
            await refusing.ConfigureAwait(false);
        }
    }

    /// <summary>One attempt and, when it succeeds, the life of the link. Returns how long to wait before the next.</summary>
    private async Task<TimeSpan> ConnectAsync(IModuleContext context, CancellationToken stopping)
    {
        var result = await dialer.DialAsync(stopping).ConfigureAwait(false);
        metrics.Dialed(result.Failure);
        if (result.Link is not { } link)
        {
            return Failed(result);
        }

        await using (link.ConfigureAwait(false))
        {
            return await ServeAsync(link, context, stopping).ConfigureAwait(false);
        }
    }

    private TimeSpan Failed(in DialResult result)
    {
        var pause = schedule.AfterFailure(result.RetryAfter);
        var detail = result.Detail ?? result.Failure.ToString();
        state.Set((dialer as CertificateDialer)?.Obstacle ?? EdgeLinkPhase.Disconnected, detail);

        // The same failure every few seconds for a night says nothing new.
        if (detail != _lastFailure)
        {
            _lastFailure = detail;
            Log.DialFailed(logger, result.Failure, detail, pause);
        }

        return pause;
    }

    private async Task<TimeSpan> ServeAsync(ILink link, IModuleContext context, CancellationToken stopping)
    {
        var started = timeProvider.GetTimestamp();
        _lastFailure = null;
        metrics.LinkUp();
        Log.Connected(logger, link.Peer);
        var closed = new LinkClosed(LinkCloseReason.Local);
        try
        {
            closed = await connection.RunAsync(
                link, context.Bus, () => state.Set(EdgeLinkPhase.Connected, null, link.Peer), stopping).ConfigureAwait(false);
        }
        finally
        {
            state.Set(EdgeLinkPhase.Disconnected, closed.Detail ?? closed.Reason.ToString());
            metrics.LinkDown();
        }

        var uptime = timeProvider.GetElapsedTime(started);
        var pause = schedule.AfterLink(uptime, closed);
        stopping.ThrowIfCancellationRequested();
        Log.Disconnected(logger, closed.Reason, closed.Detail, uptime, pause);
        await news.DisconnectedAsync(context.Bus, stopping).ConfigureAwait(false);
        return pause;
    }

    /// <summary>Nothing goes up through the inbox: sources are pulled. A call gets an answer, so that its caller does not wait in vain.</summary>
    private async Task RefuseAsync(IModuleContext context, CancellationToken ended)
    {
        try
        {
            await foreach (var message in context.Inbox.ReadAllAsync(ended).ConfigureAwait(false))
            {
                Log.Refused(logger, message.Route.Source, message.Route.Operation, message.Route.Resource);
                context.Bus.TryReply(context.Messages.Error(message, "EdgeHub takes nothing from the bus: register an IUpstreamSource"));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The host stops, or restarts the hub.
        }
    }
}
