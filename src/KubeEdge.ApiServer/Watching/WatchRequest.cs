using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Watching;

/// <summary>What a watch is about and how its events are shown.</summary>
internal sealed record WatchRequest(ResourceType Type, ResourceQuery Query, ListParameters Parameters, ResponseFormat Format);
