using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>Tells metrics, log and observers what deliveries do.</summary>
internal sealed partial class DeliveryReporter(
    IEnumerable<IDeliveryObserver> observers, CloudHubMetrics metrics, ILogger<DeliveryReporter> logger)
{
    private readonly IDeliveryObserver[] _observers = [.. observers];

    public void Connected(string node) => Tell(node, true, static (observer, name, _) => observer.NodeConnected(name));

    public void Disconnected(string node) => Tell(node, false, static (observer, name, _) => observer.NodeDisconnected(name));

    public void Sending(string node, in ResourceKey key, DeliveryAttempt attempt)
    {
        var again = attempt.Sends > 1;
        metrics.Sent(again);
        if (!again)
        {
            Tell(node, (key, attempt), static (observer, name, sent) =>
                observer.Sent(name, sent.key, sent.attempt.Version, sent.attempt.IsDelete));
        }
    }

    public void Acknowledged(string node, bool isKnown, in Acknowledgement acknowledgement)
    {
        metrics.Answered(isKnown ? "acknowledged" : "unknown");
        if (isKnown)
        {
            metrics.Duration(acknowledgement.Elapsed);
            Tell(node, acknowledgement, static (observer, name, done) =>
                observer.Acknowledged(name, done.Key, done.Version, done.IsDelete, done.Elapsed));
        }
    }

    public void Failed(string node, in ResourceKey? key, string? reason)
    {
        metrics.Answered("error");
        Log.NodeFailed(logger, node, key?.ToString(), reason);
    }

    public void Rejected(string node, in ResourceKey key, DeliveryAttempt attempt)
    {
        metrics.Answered("rejected");
        Log.TooLarge(logger, node, key.ToString(), attempt.Version);
    }

    public void Broke(string node, in ResourceKey key, Exception error) => Log.StepFailed(logger, error, key.ToString(), node);

    public void InFlight(int change)
    {
        if (change != 0)
        {
            metrics.InFlight(change);
        }
    }

    // The callbacks capture nothing, so telling nobody costs nothing.
    private void Tell<T>(string node, T what, Action<IDeliveryObserver, string, T> call)
    {
        foreach (var observer in _observers)
        {
            try
            {
                call(observer, node, what);
            }
            catch (Exception error)
            {
                Log.ObserverFailed(logger, error, node);
            }
        }
    }
}
