using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Log;

namespace KubeEdge.MetaStore.Writing;

/// <summary>One object change of the open transaction.</summary>
/// <param name="Key">The object.</param>
/// <param name="Entry">Its event.</param>
/// <param name="Expires">Unix milliseconds at which the object ends; 0 for never.</param>
internal readonly record struct WrittenEvent(ResourceKey Key, EventEntry Entry, long Expires);
