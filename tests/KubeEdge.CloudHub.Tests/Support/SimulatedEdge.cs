using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.CloudHub.Tests.Support;

/// <summary>A node that stores what it is sent, and the history by which it is judged.</summary>
/// <param name="isOurs">Ours takes newer versions only and deletes by uid; the original's overwrites and deletes by name.</param>
internal sealed class SimulatedEdge(bool isOurs)
{
    private readonly HashSet<string> _deleted = [];
    private readonly Dictionary<string, long> _highest = [];

    public Dictionary<string, (string Uid, long Version)> Held { get; } = [];

    /// <summary>Objects that were withdrawn from the node while they lived on, so that they may come again.</summary>
    public HashSet<string> MayReturn { get; } = [];

    /// <summary>What must never happen and did.</summary>
    public List<string> Faults { get; } = [];

    public void Process(Message message)
    {
        var metadata = JsonNode.Parse(message.Content.ToData().Span)?["metadata"];
        var uid = metadata?["uid"]?.GetValue<string>() ?? throw new InvalidOperationException("no uid");
        var resource = message.Route.Resource;
        if (message.Route.Operation == Operations.Delete)
        {
            _deleted.Add(uid);
            if (Held.TryGetValue(resource, out var held) && (!isOurs || held.Uid == uid))
            {
                Held.Remove(resource);
            }

            return;
        }

        var version = long.Parse(message.Header.ResourceVersion ?? "", CultureInfo.InvariantCulture);
        if (_deleted.Contains(uid) && !MayReturn.Contains(uid))
        {
            Faults.Add($"{resource} {uid} came back after its deletion");
        }

        if (_highest.GetValueOrDefault(uid) > version)
        {
            Faults.Add($"{resource} {uid} went back from {_highest[uid]} to {version}");
        }

        _highest[uid] = Math.Max(version, _highest.GetValueOrDefault(uid));
        if (!isOurs || !Held.TryGetValue(resource, out var present) || present.Uid != uid || present.Version < version)
        {
            Held[resource] = (uid, version);
        }
    }
}
