namespace KubeEdge.ApiServer.Patching;

/// <summary>
/// A patch that cannot be applied. Thrown from the depth of a recursion and caught where the patch began; never leaves this folder.
/// </summary>
internal sealed class PatchException(string message) : Exception(message);
