using KubeEdge.Beehive.Messages;

namespace KubeEdge.MetaManager.Requests;

/// <summary>A request of a module of this node on its way through.</summary>
/// <param name="Message">The request.</param>
/// <param name="Kind">How it is served.</param>
/// <param name="Path">What it is about; default when its resource is no path.</param>
/// <param name="Before">Ends when every push that came before the request is in the store.</param>
/// <param name="Stopping">Fires when the module stops.</param>
internal readonly record struct EdgeRequest(
    Message Message, RequestKind Kind, ResourcePath Path, Task Before, CancellationToken Stopping);
