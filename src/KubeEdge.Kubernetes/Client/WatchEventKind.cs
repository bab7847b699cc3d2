namespace KubeEdge.Kubernetes.Client;

/// <summary>What a watch reports.</summary>
public enum WatchEventKind
{
    /// <summary>A new object, or one that entered the selection.</summary>
    Added,

    /// <summary>A changed object.</summary>
    Modified,

    /// <summary>A removed object, in its last state, or one that left the selection.</summary>
    Deleted,

    /// <summary>Only a version: everything up to it has been reported. The object has no other content.</summary>
    Bookmark,

    /// <summary>The watch failed and this is its last event; <see cref="WatchEvent.Error"/> says why.</summary>
    Error,
}
