using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Serves one request as its kind says, and answers for whatever goes wrong on the way.</summary>
internal sealed partial class RequestServer(
    ObjectRequests objects,
    ChangeRequests changes,
    TokenRequests tokens,
    VolumeRequests volumes,
    LocalAnswers answers,
    MetaManagerMetrics metrics,
    ILogger<RequestServer> logger)
{
    /// <summary>Never throws.</summary>
    public async Task ServeAsync(EdgeRequest request)
    {
        var outcome = RequestOutcome.Failed;
        try
        {
            outcome = await DispatchAsync(request).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.Stopping.IsCancellationRequested)
        {
            answers.Error(request.Message, "metamanager is stopping");
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, request.Message.Route.Operation, request.Message.Route.Resource);
            answers.Error(request.Message, LocalErrors.Of(exception));
        }

        if (request.Kind != RequestKind.LateAnswer)
        {
            metrics.Requested(outcome);
        }
    }

    /// <summary>It is not served: there are too many already, or there is no way to.</summary>
    public void Refuse(in EdgeRequest request, string error)
    {
        answers.Error(request.Message, error);
        metrics.Requested(RequestOutcome.Failed);
    }

    private Task<RequestOutcome> DispatchAsync(in EdgeRequest request) => request.Kind switch
    {
        RequestKind.RemoteQuery => objects.AskAsync(request),
        RequestKind.LocalQuery => objects.ReadAsync(request),
        RequestKind.List => objects.ListAsync(request),
        RequestKind.Token => tokens.GetAsync(request),
        RequestKind.Remote => changes.PassAsync(request),
        RequestKind.Insert => changes.InsertAsync(request),
        RequestKind.Patch => changes.PatchAsync(request),
        RequestKind.RemoteDelete => changes.DeleteInCloudAsync(request),
        RequestKind.LocalDelete => changes.DeleteAsync(request),
        RequestKind.Report => changes.ReportAsync(request),
        RequestKind.Forward => changes.ForwardAsync(request),
        RequestKind.LateAnswer => objects.SettleLateAsync(request),
        RequestKind.Volume => volumes.PassAsync(request),
        _ => throw new InvalidOperationException($"No way to serve {request.Kind}."),
    };
}
