using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using KubeEdge.MetaManager.Answers;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Diagnostics;
using KubeEdge.MetaManager.Inventory;
using KubeEdge.MetaManager.Prefetch;
using KubeEdge.MetaManager.Requests;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>The module: reads its inbox in order and hands each push to the pipeline.</summary>
internal sealed partial class MetaManagerModule(
    IMetaStore store,
    PushReader reader,
    PushAnswers answers,
    OpenQuestions questions,
    RequestServer requests,
    Prefetcher prefetcher,
    MetaManagerMetrics metrics,
    IOptions<MetaManagerOptions> options,
    TimeProvider timeProvider,
    ILogger<MetaManagerModule> logger) : Module
{
    private readonly LoggedKinds _logged = new();

    public override string Name => ModuleNames.MetaManager;

    public override string Group => GroupNames.Meta;

    protected override async Task RunAsync(IModuleContext context, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var prefetching = prefetcher.RunAsync(ended.Token);
        try
        {
            await StoreAsync(context, stopping).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await prefetching.ConfigureAwait(false);
        }
    }

    internal async Task StoreAsync(IModuleContext context, CancellationToken stopping)
    {
        var pipeline = new CommitPipeline(store, answers, context.Bus, options.Value.MaximumInFlight, metrics, timeProvider, logger);
        var lanes = new RequestLanes(options.Value.ParallelRequests, options.Value.MaximumRequests, requests.ServeAsync);
        var settling = pipeline.SettleAsync(stopping);
        try
        {
            await foreach (var message in context.Inbox.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                await HandleAsync(message, pipeline, lanes, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            await lanes.DrainAsync().ConfigureAwait(false);
            pipeline.Complete();
            await settling.ConfigureAwait(false);
        }
    }

    private ValueTask HandleAsync(Message message, CommitPipeline pipeline, RequestLanes lanes, CancellationToken stopping)
    {
        // Between the modules of this node; everything from the cloud comes with the groups resource or func.
        if (message.Route.Group == GroupNames.Meta)
        {
            return HandleLocalAsync(message, pipeline, lanes, stopping);
        }

        if (WireTokens.IsVolumeOperation(message.Route.Operation))
        {
            return lanes.TryAdd(new EdgeRequest(message, RequestKind.Volume, default, Task.CompletedTask, stopping))
                ? ValueTask.CompletedTask
                : RefuseAsync(message, PushOutcome.Unsupported, LocalErrors.TooMany, stopping);
        }

        if (message.Route.Operation == Operations.Response && !message.Header.ParentId.IsEmpty)
        {
            SettleLate(message, lanes, stopping);
            return ValueTask.CompletedTask;
        }

        var push = reader.Read(message);
        switch (push.Kind)
        {
            case PushKind.Put or PushKind.Delete:
                CountStranger(message);
                questions.Overtake(push.Key);
                return pipeline.SubmitAsync(message, push, stopping);
            case PushKind.NoObject:
                metrics.Handled(PushOutcome.NoObject);
                return ValueTask.CompletedTask;
            case PushKind.Malformed:
                return RefuseAsync(message, PushOutcome.Malformed, push.Error ?? string.Empty, stopping);
            default:
                return RefuseAsync(message, PushOutcome.Unsupported, $"operation '{message.Route.Operation}' is not handled by this node", stopping);
        }
    }

    // When there is no room it is left alone: the cloud sends it again.
    private static void SettleLate(Message message, RequestLanes lanes, CancellationToken stopping)
    {
        if (ResourcePath.TryParse(message.Route.Resource, out var path) && path.Name.Length > 0 && WireTokens.IsAcknowledged(path.Type))
        {
            lanes.TryAdd(new EdgeRequest(message, RequestKind.LateAnswer, path, Task.CompletedTask, stopping));
        }
    }

    // Stored and acknowledged as any; the original keeps it, but leaves its sender without an acknowledgement.
    private void CountStranger(Message message)
    {
        ref readonly var route = ref message.Route;
        if (!WireTokens.IsKnownSource(route.Source))
        {
            metrics.Handled(PushOutcome.UnknownSource);
            if (_logged.IsNew(PushOutcome.UnknownSource, route.Source, route.Operation, string.Empty))
            {
                Log.UnknownSource(logger, PushContent.Shorten(route.Source), PushContent.Shorten(route.Resource));
            }
        }
    }

    private ValueTask HandleLocalAsync(Message message, CommitPipeline pipeline, RequestLanes lanes, CancellationToken stopping)
    {
        switch (message.Route.Operation)
        {
            case InventoryNames.Fence:
                return pipeline.FenceAsync(message, stopping);
            case Operations.Connect:
                // The state of the link is read where it is needed, from IEdgeLinkState.
                return ValueTask.CompletedTask;
            default:
                Serve(message, pipeline, lanes, stopping);
                return ValueTask.CompletedTask;
        }
    }

    private void Serve(Message message, CommitPipeline pipeline, RequestLanes lanes, CancellationToken stopping)
    {
        _ = ResourcePath.TryParse(message.Route.Resource, out var path);
        var request = new EdgeRequest(message, RequestTable.Find(message, path), path, pipeline.Submitted, stopping);
        if (request.Kind == RequestKind.Unknown)
        {
            metrics.Handled(PushOutcome.Unsupported);
            requests.Refuse(request, $"metamanager does not handle '{message.Route.Operation}' of modules");
        }
        else if (!lanes.TryAdd(request))
        {
            requests.Refuse(request, LocalErrors.TooMany);
        }
    }

    private ValueTask RefuseAsync(Message message, PushOutcome outcome, string error, CancellationToken stopping)
    {
        metrics.Handled(outcome);
        ref readonly var route = ref message.Route;
        var type = ResourcePath.TryParse(route.Resource, out var path) ? path.Type : string.Empty;
        if (_logged.IsNew(outcome, route.Source, route.Operation, type))
        {
            Log.Refused(logger, route.Source, error);
        }

        return answers.RefuseAsync(message, error, stopping);
    }
}
