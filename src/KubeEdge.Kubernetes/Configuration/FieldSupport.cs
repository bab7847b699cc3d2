namespace KubeEdge.Kubernetes.Configuration;

/// <summary>What a field does here.</summary>
internal enum FieldSupport
{
    /// <summary>It has its effect.</summary>
    Used,

    /// <summary>It has none yet; said when it asks for something, that is when it differs from its default.</summary>
    Later,

    /// <summary>It has none yet, and its default already asks for something: said always.</summary>
    LaterByDefault,

    /// <summary>It tunes what does not exist here; said when it differs from its default.</summary>
    Without,
}
