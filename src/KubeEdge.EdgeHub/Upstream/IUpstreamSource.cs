namespace KubeEdge.EdgeHub.Upstream;

/// <summary>
/// Something that has messages for the cloud. EdgeHub keeps none of its own: while a link is up it pulls from every registered
/// source in the order of <see cref="UpstreamClass"/>, through one writer per connection, and tells the source what became of each.
/// The source owns durability. Register with <c>services.AddSingleton&lt;IUpstreamSource, …&gt;()</c>.
/// </summary>
/// <remarks>
/// <para>When an item counts as done: <see cref="UpstreamClass.Acknowledgement"/>: written to the socket; dropped when the link ends,
/// because the cloud sends again what was not acknowledged. <see cref="UpstreamClass.Status"/> and <see cref="UpstreamClass.Twin"/>:
/// written to the socket, unless the peer answers that kind of message, in which case the answer ends it; the source keeps only the
/// newest value per key. <see cref="UpstreamClass.RuleData"/>: confirmed by the peer where it can (a cloud of ours does), otherwise written to the socket.</para>
/// <para>The original puts all of this into one queue of 1,024 messages and loses a message whose write failed.</para>
/// </remarks>
public interface IUpstreamSource
{
    /// <summary>A short lower-case name for logs and metrics; unique in the process.</summary>
    string Name { get; }

    /// <summary>When it is drained relative to the others; constant.</summary>
    UpstreamClass Class { get; }

    /// <summary>
    /// Called once per connection, before anything is sent on it. Never called while the reader of an earlier connection lives.
    /// Must return at once; slow preparation belongs into a task of the reader.
    /// </summary>
    /// <param name="link">The connection: who the peer is, and the way to say that there is something to send.</param>
    IUpstreamReader Open(UpstreamLink link);
}
