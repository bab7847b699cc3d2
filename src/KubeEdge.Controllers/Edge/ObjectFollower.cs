using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Edge;

/// <summary>Follows all objects of one type in the API and makes them the desired state of every node.</summary>
internal sealed partial class ObjectFollower(
    KubeClient client, ResourceType type, IDesiredState desired, TimeProvider timeProvider, ILogger<ObjectFollower> logger)
{
    private static readonly TimeSpan _restartPause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<ResourceKey, KubeObject> _known = [];

    /// <summary>Follows until the token fires.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Log.Restarted(logger, error, type);
            }

            await Task.Delay(_restartPause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes one change; <paramref name="seen"/> collects what a first list holds, and is null after it.</summary>
    internal void Apply(in InformerEvent change, HashSet<ResourceKey>? seen)
    {
        switch (change.Kind)
        {
            case InformerEventKind.Added or InformerEventKind.Modified when change.Object is { } value:
                Put(value, seen);
                break;
            case InformerEventKind.Deleted when change.Object is { } value:
                Remove(value.KeyOf(type), value);
                break;
            case InformerEventKind.Synced:
                RemoveUnseen(seen);
                desired.MarkSynced(type);
                Log.Synced(logger, _known.Count, type);
                break;
            default:
                break;
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var informer = new Informer(client, type, null, timeProvider, logger);
        HashSet<ResourceKey>? seen = [];
        await foreach (var change in informer.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            Apply(change, seen);
            if (change.Kind == InformerEventKind.Synced)
            {
                seen = null;
            }
        }
    }

    private void Put(KubeObject value, HashSet<ResourceKey>? seen)
    {
        if (value.Name.Length == 0 || value.Uid.Length == 0 || value.ResourceVersion.Length == 0
            || (type.IsNamespaced && value.Namespace is null))
        {
            Log.Unusable(logger, value.ToString());
            return;
        }

        var key = value.KeyOf(type);
        _known[key] = value;
        seen?.Add(key);
        desired.Put(type, value, Audience.AllNodes);
    }

    private void Remove(in ResourceKey key, KubeObject last)
    {
        if (_known.Remove(key))
        {
            desired.Remove(type, last);
        }
    }

    // After a restart of the informer nobody reports what was deleted in between; the first list shows it by its absence.
    private void RemoveUnseen(HashSet<ResourceKey>? seen)
    {
        if (seen is null || seen.Count == _known.Count)
        {
            return;
        }

        foreach (var (key, last) in _known.ToArray())
        {
            if (!seen.Contains(key))
            {
                Remove(key, last);
            }
        }
    }
}
