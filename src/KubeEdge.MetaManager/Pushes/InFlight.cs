using KubeEdge.Beehive.Messages;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Pushes;

/// <summary>A push whose commit was submitted, or a fence: a message that is answered when everything before it is settled.</summary>
/// <param name="Message">The push or the fence.</param>
/// <param name="Commit">The commit; not looked at for a fence.</param>
/// <param name="Started">When it was submitted.</param>
/// <param name="IsFence">Whether it is a fence.</param>
internal readonly record struct InFlight(Message Message, Task<CommitResult> Commit, long Started, bool IsFence);
