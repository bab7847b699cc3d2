namespace KubeEdge.NodeAgent.Pods;

/// <summary>What the cloud has been told about a pod; kept in the store, so that a restart does not tell it again.</summary>
/// <param name="Uid">Which pod of that name.</param>
/// <param name="Reason">Why it does not run.</param>
internal sealed record PodNote(string Uid, string Reason);
