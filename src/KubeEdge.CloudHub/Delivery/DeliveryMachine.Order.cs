using KubeEdge.CloudHub.Records;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <content>Objects that another one must precede.</content>
internal sealed partial class DeliveryMachine
{
    // By what they wait for. An object waits here without a place in the window, so it keeps nobody else back.
    private readonly Dictionary<ResourceKey, Dictionary<ResourceKey, ResourceType>> _followers = [];

    // Side by side the two could swap at the node: peers of the original handle each message in a task of its own.
    private bool MustWait(DeliveryPath path, DesiredObject wanted, Holding? holding)
    {
        if (wanted.After is not { } first)
        {
            return false;
        }

        if (!_paths.ContainsKey(first) && (holding is { IsOffered: true } || desired.Find(first, ledger.Node) is not null))
        {
            return false;
        }

        if (!_followers.TryGetValue(first, out var followers))
        {
            _followers.Add(first, followers = []);
        }

        followers[path.Key] = path.Type;
        return true;
    }

    // Nothing is under way about this name any more.
    private void Release(in ResourceKey first)
    {
        if (_followers.Remove(first, out var followers))
        {
            foreach (var (key, type) in followers)
            {
                MakeReady(key, type);
            }
        }
    }
}
