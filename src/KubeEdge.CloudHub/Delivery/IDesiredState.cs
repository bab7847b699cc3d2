using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// What the nodes should hold: objects in their newest version and for whom. Controllers feed it; CloudHub works off the
/// difference to what each node acknowledged. It is a state and no queue: what is overtaken before it left is never sent, and nothing
/// is kept for nodes that are not connected.
/// </summary>
/// <remarks>Safe for concurrent use. Calls about one object must come from one place, in order. No call waits.</remarks>
public interface IDesiredState
{
    /// <summary>
    /// An object should be held, in this version, by this audience. An older version than the present one of the same uid is ignored;
    /// another uid under the same name means that the former object is gone. Put again for another audience, the nodes that left it are
    /// told to delete the object and those that entered it get it.
    /// </summary>
    /// <param name="type">The object's type; its singular is the type token on the wire.</param>
    /// <param name="value">The object; its bytes are kept once, for all nodes.</param>
    /// <param name="audience">Who should hold it.</param>
    /// <param name="after">
    /// What a node must have first, such as a device's model. While that is under way to a node this object waits there, and for its first
    /// time also until there is such an object; nothing else waits for it.
    /// </param>
    /// <exception cref="ArgumentException">The object has no name, uid or resourceVersion, or a namespace is missing.</exception>
    void Put(ResourceType type, KubeObject value, Audience audience, ResourceKey? after = null);

    /// <summary>An object should no longer be held by anybody. Ignored when a newer object of the same name took its place.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="last">The object as it was last known; nodes are told with it.</param>
    void Remove(ResourceType type, KubeObject last);

    /// <summary>
    /// Everything of a type has been put once. Before this call an object that a node holds and that was not put is left alone; after
    /// it, it is deleted there. Calling it again is harmless.
    /// </summary>
    void MarkSynced(ResourceType type);
}
