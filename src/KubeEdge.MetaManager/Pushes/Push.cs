using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>A message of the cloud, read as far as the store needs it.</summary>
internal readonly record struct Push
{
    /// <summary>What it asks.</summary>
    public required PushKind Kind { get; init; }

    /// <summary>The object.</summary>
    public ResourceKey Key { get; init; }

    /// <summary>The object's uid; empty when the content names none.</summary>
    public string Uid { get; init; }

    /// <summary>The object's version.</summary>
    public ulong ResourceVersion { get; init; }

    /// <summary>The object as it will be stored.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>What is wrong and where, for people; null unless malformed.</summary>
    public string? Error { get; init; }

    public static Push Malformed(string error) => new() { Kind = PushKind.Malformed, Uid = string.Empty, Error = error };
}
