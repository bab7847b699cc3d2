using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Makes the wanted object from the present one; called again when somebody else was faster.</summary>
/// <param name="current">The object as it is stored; not to be changed.</param>
/// <param name="changed">A tree of its own.</param>
/// <returns>Null, or the answer that says why there is no wanted object.</returns>
internal delegate KubeStatus? ObjectChange(JsonObject current, out JsonObject changed);
