using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>One object in one version, shared by every node that should hold it.</summary>
internal sealed class DesiredObject
{
    private DesiredObject(ResourceType type, KubeObject value, string uid, string resourceVersion, Audience audience)
    {
        Type = type;
        Key = type.Key(value.Namespace, value.Name);
        Uid = uid;
        ResourceVersion = resourceVersion;
        Audience = audience;
        Json = value.Json;
    }

    public ResourceType Type { get; }

    public ResourceKey Key { get; }

    public string Uid { get; }

    public string ResourceVersion { get; }

    public Audience Audience { get; }

    /// <summary>The object's JSON, as the API gave it; a <see cref="KubeObject"/> always has kind and apiVersion.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public static DesiredObject From(ResourceType type, KubeObject value, Audience audience)
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

        return new DesiredObject(type, value, value.Uid, value.ResourceVersion, audience);
    }
}
