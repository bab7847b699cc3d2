using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>Tells metrics, log and observers what deliveries do.</summary>
internal sealed partial class DeliveryReporter(
    IEnumerable<IDeliveryObserver> observers, CloudHubMetrics metrics, ILogger<DeliveryReporter> logger)
{
    private readonly IDeliveryObserver[] _observers = [.. observers];

    public void Connected(string node)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.NodeConnected(node);
            }
            catch (Exception error)
            {
                Log.ObserverFailed(logger, error, node);
            }
        }
    }

    public void Disconnected(string node)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.NodeDisconnected(node);
            }
            catch (Exception error)
            {
                Log.ObserverFailed(logger, error, node);
            }
        }
    }

    public void Sending(string node, in ResourceKey key, DeliveryAttempt attempt)
    {
        var again = attempt.Sends > 1;
        metrics.Sent(again);
        if (again)
        {
            return;
        }

        foreach (var observer in _observers)
        {
            try
            {
                observer.Sent(node, key, attempt.Version, attempt.IsDelete);
            }
            catch (Exception error)
            {
                Log.ObserverFailed(logger, error, node);
            }
        }
    }

    public void Acknowledged(string node, bool isKnown, in Acknowledgement acknowledgement)
    {
        metrics.Answered(isKnown ? "acknowledged" : "unknown");
        if (!isKnown)
        {
            return;
        }

        metrics.Duration(acknowledgement.Elapsed);
        foreach (var observer in _observers)
        {
            try
            {
                observer.Acknowledged(node, acknowledgement.Key, acknowledgement.Version, acknowledgement.IsDelete, acknowledgement.Elapsed);
            }
            catch (Exception error)
            {
                Log.ObserverFailed(logger, error, node);
            }
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

    public void InFlight(int change)
    {
        if (change != 0)
        {
            metrics.InFlight(change);
        }
    }
}
