using System.Threading.Channels;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Following;

/// <summary>
/// Follows all objects of one type in the API and reports them to a channel. When nobody takes them the API is read more slowly; nothing
/// piles up and nothing is dropped.
/// </summary>
internal sealed partial class ObjectFollower(
    KubeClient client, ResourceType type, ChannelWriter<ObjectChange> changes, TimeProvider timeProvider, ILogger<ObjectFollower> logger)
{
    private const int NotFound = 404;
    private static readonly TimeSpan _restartPause = TimeSpan.FromSeconds(1);
    private volatile Informer? _informer;
    private volatile bool _isListed;

    /// <summary>What is followed, in plural.</summary>
    public string Plural => type.Plural;

    /// <summary>Whether a list was complete once.</summary>
    public bool IsListed => _isListed;

    /// <summary>Why the API cannot be followed now; null when it can.</summary>
    public string? Problem => _informer?.LastError is { } error ? $"{type.Plural}: {error}" : null;

    /// <summary>Whether the API says that it has no such type.</summary>
    public bool IsMissing => !_isListed && _informer?.LastError is { Code: NotFound };

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

    /// <summary>What a change of the informer means; null when nothing or when the object cannot be delivered.</summary>
    internal ObjectChange? Read(in InformerEvent change)
    {
        switch (change.Kind)
        {
            case InformerEventKind.Added or InformerEventKind.Modified when change.Object is { } value:
                if (IsUsable(value))
                {
                    return new ObjectChange(type, ObjectChangeKind.Put, value);
                }

                Log.Unusable(logger, value.ToString());
                return null;
            case InformerEventKind.Deleted when change.Object is { } value && IsUsable(value):
                return new ObjectChange(type, ObjectChangeKind.Removed, value);
            case InformerEventKind.Synced:
                return new ObjectChange(type, ObjectChangeKind.Listed);
            default:
                return null;
        }
    }

    private bool IsUsable(KubeObject value) =>
        value.Name.Length > 0 && value.Uid.Length > 0 && value.ResourceVersion.Length > 0
        && (value.Namespace is not null || !type.IsNamespaced);

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var informer = new Informer(client, type, null, timeProvider, logger);
        _informer = informer;
        await changes.WriteAsync(new ObjectChange(type, ObjectChangeKind.ListBegins), cancellationToken).ConfigureAwait(false);
        await foreach (var change in informer.RunAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Read(change) is { } read)
            {
                await changes.WriteAsync(read, cancellationToken).ConfigureAwait(false);
                if (read.Kind == ObjectChangeKind.Listed)
                {
                    _isListed = true;
                    Log.Listed(logger, informer.Count, type);
                }
            }
        }
    }
}
