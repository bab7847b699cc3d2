using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>One object in one version, shared by every node that should hold it.</summary>
internal sealed class DesiredObject
{
    private readonly KubeObject _value;

    private DesiredObject(ResourceType type, in ResourceKey key, KubeObject value, Audience audience, ResourceKey? after)
    {
        _value = value;
        Type = type;
        Key = key;
        Audience = audience;
        After = after;
    }

    public ResourceType Type { get; }

    public ResourceKey Key { get; }

    public string Uid => _value.Uid;

    public string ResourceVersion => _value.ResourceVersion;

    public Audience Audience { get; }

    /// <summary>What a node must have first; null when nothing.</summary>
    public ResourceKey? After { get; }

    /// <summary>The object's JSON, as the API gave it; a <see cref="KubeObject"/> always has kind and apiVersion.</summary>
    public ReadOnlyMemory<byte> Json => _value.Json;

    /// <summary>Whether somebody asked for its deletion and finalizers hold it.</summary>
    public bool IsDeleting => _value.IsDeleting;

    public static DesiredObject From(ResourceType type, KubeObject value, Audience audience, ResourceKey? after = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(value);
        if (string.IsNullOrEmpty(value.Name) || string.IsNullOrEmpty(value.Uid) || string.IsNullOrEmpty(value.ResourceVersion))
        {
            throw new ArgumentException(
                $"{type.Kind} '{value.Namespace}/{value.Name}' needs name, uid and resourceVersion.", nameof(value));
        }

        if (type.IsNamespaced && string.IsNullOrEmpty(value.Namespace))
        {
            throw new ArgumentException($"{type.Kind} '{value.Name}' needs a namespace.", nameof(value));
        }

        return new DesiredObject(type, type.Key(value.Namespace, value.Name), value, audience, after);
    }

    /// <summary>The same object for another audience.</summary>
    public DesiredObject For(Audience audience) => new(Type, Key, _value, audience, After);
}
