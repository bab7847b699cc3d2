using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>Does to the API what was done when a recording was made, with the recorded objects.</summary>
internal sealed class Operator(KubeClient api, IdentityMap identities)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly string[] _serverOwned =
        ["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "deletionTimestamp", "deletionGracePeriodSeconds"];

    /// <summary>The object is there, with its status, and stands for the recorded one.</summary>
    public async Task PrepareAsync(JsonObject recorded)
    {
        var value = await PutAsync(recorded);
        var type = TypeOf(recorded);
        if (type.HasStatus && recorded["status"] is { } status)
        {
            var reported = value.ToNode();
            reported["status"] = status.DeepClone();
            value = Done(await api.UpdateStatusAsync(type, value.Namespace, KubeObject.FromNode(reported)).WaitAsync(_limit));
        }

        Assert.True(identities.Match(Text(recorded, "uid"), value.Uid));
        if (recorded["metadata"]?["resourceVersion"] is { } version)
        {
            Assert.True(identities.Match("version " + version, "version " + value.ResourceVersion));
        }
    }

    /// <summary>Creates the object or makes it what it is in the recording, but for what the API decides.</summary>
    public async Task<KubeObject> PutAsync(JsonObject recorded)
    {
        var type = TypeOf(recorded);
        var wanted = recorded.DeepClone().AsObject();
        var metadata = wanted["metadata"] as JsonObject ?? throw new FormatException("The object has no metadata.");
        foreach (var name in _serverOwned)
        {
            metadata.Remove(name);
        }

        var space = type.IsNamespaced ? Text(recorded, "namespace") : null;
        var found = await api.GetAsync(type, space, Text(recorded, "name")).WaitAsync(_limit);
        if (found.Object is { } present)
        {
            metadata["resourceVersion"] = present.ResourceVersion;
            return Done(await api.UpdateAsync(type, space, KubeObject.FromNode(wanted)).WaitAsync(_limit));
        }

        return Done(await api.CreateAsync(type, space, KubeObject.FromNode(wanted)).WaitAsync(_limit));
    }

    public async Task DeleteAsync(JsonObject recorded)
    {
        var type = TypeOf(recorded);
        var space = type.IsNamespaced ? Text(recorded, "namespace") : null;
        var deleted = await api.DeleteAsync(type, space, Text(recorded, "name")).WaitAsync(_limit);
        Assert.True(deleted.IsSuccess, deleted.Error?.ToString());
    }

    private static ResourceType TypeOf(JsonObject value) =>
        ResourceTable.Default.TryGetByKind((string?)value["apiVersion"] ?? "v1", (string?)value["kind"] ?? string.Empty, out var type)
            ? type
            : throw new FormatException($"'{value["kind"]}' is unknown.");

    private static string Text(JsonObject value, string member) =>
        (string?)value["metadata"]?[member] ?? throw new FormatException($"The object has no {member}.");

    private static KubeObject Done(KubeResult result)
    {
        Assert.True(result.IsSuccess, result.Error?.ToString());
        return result.Object ?? throw new InvalidOperationException("The API answered without an object.");
    }
}
