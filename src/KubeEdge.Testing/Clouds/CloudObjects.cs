using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Testing.Clouds;

/// <summary>What the cloud's API would hold: what the test put, and what nodes made of themselves. It numbers versions and uids.</summary>
internal sealed class CloudObjects
{
    private readonly Dictionary<ResourceKey, KubeObject> _objects = [];
    private readonly Lock _gate = new();
    private long _version;

    /// <summary>Makes or replaces an object.</summary>
    public KubeObject Put(in ResourceKey key, KubeObject value)
    {
        lock (_gate)
        {
            return Store(key, value);
        }
    }

    /// <summary>Makes an object; null when there is one.</summary>
    public KubeObject? Create(in ResourceKey key, KubeObject value)
    {
        lock (_gate)
        {
            return _objects.ContainsKey(key) ? null : Store(key, value);
        }
    }

    public bool TryFind(in ResourceKey key, [NotNullWhen(true)] out KubeObject? value)
    {
        lock (_gate)
        {
            return _objects.TryGetValue(key, out value);
        }
    }

    /// <summary>Takes an object away; gives back its last version, or null.</summary>
    public KubeObject? Remove(in ResourceKey key)
    {
        lock (_gate)
        {
            return _objects.Remove(key, out var value) ? value.WithResourceVersion(NextVersion()) : null;
        }
    }

    private KubeObject Store(in ResourceKey key, KubeObject value)
    {
        var version = NextVersion();
        var node = value.ToNode();
        if (node["metadata"] is not JsonObject metadata)
        {
            node["metadata"] = metadata = [];
        }

        metadata["resourceVersion"] = version;
        if (value.Uid.Length == 0)
        {
            // Of the form that the API gives, and the same in every run.
            metadata["uid"] = _objects.TryGetValue(key, out var former) ? former.Uid : $"00000000-0000-4000-8000-{_version:x12}";
        }

        return _objects[key] = KubeObject.FromNode(node);
    }

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);
}
