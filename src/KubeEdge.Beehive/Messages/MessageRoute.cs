namespace KubeEdge.Beehive.Messages;

/// <summary>Where a message comes from and what it is about. Answers to the original's <c>route</c> object.</summary>
/// <param name="Source">The sending module, for instance <c>edgecontroller</c>; empty when unknown.</param>
/// <param name="Group">The group it is meant for, for instance <c>resource</c>; null when it names none.</param>
/// <param name="Resource">The resource path, for instance <c>default/configmap/demo</c>.</param>
/// <param name="Operation">The verb, for instance <c>update</c>; see <see cref="Operations"/>.</param>
/// <param name="Destination">Only used by the original's socket context; kept so that it survives forwarding.</param>
public readonly record struct MessageRoute(
    string Source,
    string? Group,
    string Resource,
    string Operation,
    string? Destination = null);
