using System.Collections.Immutable;
using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Devices;

/// <summary>
/// What one session has told its node about the devices it has. A state and no queue: each call tells the difference to what the node
/// should have now, so a session begins with everything and nothing is lost with a former one.
/// </summary>
internal sealed class MembershipSession(
    IConnectedNode node, DevicePlacements placements, MessageFactory messages, ControllersMetrics metrics, CancellationToken ended)
{
    // Keeps a message far below the size limits of links.
    private const int MaxPerMessage = 500;
    private readonly Channel<bool> _turn = Channel.CreateBounded<bool>(1);
    private readonly Dictionary<ResourceKey, string?> _told = [];
    private readonly HashSet<ResourceKey> _gone = [];
    private ImmutableDictionary<ResourceKey, DeviceRecord> _known = ImmutableDictionary<ResourceKey, DeviceRecord>.Empty;
    private int _isWaking;

    /// <summary>Tells what is new without being waited for; several calls at the same time are one.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isWaking, 1) == 0)
        {
            _ = WakeAsync();
        }
    }

    /// <summary>Tells what is new.</summary>
    /// <param name="gone">
    /// A device that the node is told to delete: it may have it from another session, and is told so even when this one never spoke of it.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask TellAsync(ResourceKey? gone, CancellationToken cancellationToken)
    {
        await _turn.Writer.WriteAsync(true, cancellationToken).ConfigureAwait(false);
        try
        {
            await TellNowAsync(gone, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Reader.TryRead(out _);
        }
    }

    private async Task WakeAsync()
    {
        // Off the caller's turn; what changes from here on is seen, or wakes again.
        await Task.Yield();
        Volatile.Write(ref _isWaking, 0);
        try
        {
            await TellAsync(null, ended).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The session ended.
        }
    }

    private async ValueTask TellNowAsync(ResourceKey? gone, CancellationToken cancellationToken)
    {
        var wanted = placements.Of(node.Name);
        List<(ResourceKey Key, string? Description)> added = [];
        List<(ResourceKey Key, string? Description)> removed = [];
        if (gone is { } deleted && !wanted.ContainsKey(deleted) && !_told.ContainsKey(deleted) && _gone.Add(deleted))
        {
            removed.Add((deleted, null));
        }

        if (wanted != _known)
        {
            Compare(wanted, added, removed);
        }

        var bare = node.UsesBareDeviceNames;
        if (bare && removed.Count > 0)
        {
            // By its bare name a device of another namespace is the same one, and the node would lose that.
            removed.RemoveAll(one => IsNamed(wanted, one.Key.Name));
        }

        if (await SendAsync(bare, added, removed, cancellationToken).ConfigureAwait(false))
        {
            _known = wanted;
        }
    }

    private void Compare(
        ImmutableDictionary<ResourceKey, DeviceRecord> wanted,
        List<(ResourceKey Key, string? Description)> added,
        List<(ResourceKey Key, string? Description)> removed)
    {
        foreach (var (key, description) in _told)
        {
            if (!wanted.ContainsKey(key))
            {
                removed.Add((key, _known.GetValueOrDefault(key)?.Description ?? description));
            }
        }

        foreach (var (key, device) in wanted)
        {
            if (!_told.ContainsKey(key))
            {
                added.Add((key, device.Description));
            }
        }
    }

    private async ValueTask<bool> SendAsync(
        bool bare,
        List<(ResourceKey Key, string? Description)> added,
        List<(ResourceKey Key, string? Description)> removed,
        CancellationToken cancellationToken)
    {
        while (added.Count > 0 || removed.Count > 0)
        {
            var coming = added.GetRange(0, Math.Min(added.Count, MaxPerMessage));
            var going = removed.GetRange(0, Math.Min(removed.Count, MaxPerMessage));
            var message = MembershipMessage.Make(messages, bare, coming, going);
            if (await node.SendAsync(message, cancellationToken).ConfigureAwait(false) != SendStatus.Sent)
            {
                // The link is over, and the next session says it all again.
                return false;
            }

            metrics.MembershipSent();
            added.RemoveRange(0, coming.Count);
            removed.RemoveRange(0, going.Count);
            coming.ForEach(one => _told[one.Key] = one.Description);
            coming.ForEach(one => _gone.Remove(one.Key));
            going.ForEach(one => _told.Remove(one.Key));
            going.ForEach(one => _gone.Add(one.Key));
        }

        return true;
    }

    private static bool IsNamed(ImmutableDictionary<ResourceKey, DeviceRecord> wanted, string name)
    {
        foreach (var (key, _) in wanted)
        {
            if (key.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
