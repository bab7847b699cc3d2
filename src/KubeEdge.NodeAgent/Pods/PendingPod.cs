using KubeEdge.MetaStore;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>A pod that something has to be done about.</summary>
/// <param name="Pod">The pod in its newest version.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Due">When it is its turn.</param>
/// <param name="Failures">How often that has failed in a row.</param>
internal sealed record PendingPod(StoredObject Pod, DateTimeOffset Since, DateTimeOffset Due, int Failures = 0);
