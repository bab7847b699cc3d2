namespace KubeEdge.Beehive.Messages;

/// <summary>Who a message is, which one it answers, and when it was made. Answers to the original's <c>header</c> object.</summary>
/// <param name="Id">The message's own identity; a lower-case UUID v4 when made here, any text when it came off the wire.</param>
/// <param name="ParentId">The identity of the message that this one answers; empty when it answers none.</param>
/// <param name="TimestampMs">Creation time in milliseconds since the Unix epoch.</param>
/// <param name="ResourceVersion">The Kubernetes resourceVersion of the object in the content; null when it carries none.</param>
/// <param name="Sync">Whether the sender waits for a reply. Never true on the wire between hubs.</param>
/// <param name="Type">The original's context type, <c>channel</c> or <c>unixpacket</c>; null means channel.</param>
public readonly record struct MessageHeader(
    MessageId Id,
    MessageId ParentId,
    long TimestampMs,
    string? ResourceVersion = null,
    bool Sync = false,
    string? Type = null)
{
    /// <summary>
    /// Header members that this version does not know, as the inside of a JSON object without its braces
    /// (<c>"traceparent":"00-…"</c>); empty when there are none. They are kept and written again when a message is forwarded.
    /// </summary>
    public ReadOnlyMemory<byte> Extensions { get; init; }

    /// <summary>Whether all members are the same; extensions by their bytes.</summary>
    public bool Equals(MessageHeader other) =>
        Id == other.Id
        && ParentId == other.ParentId
        && TimestampMs == other.TimestampMs
        && string.Equals(ResourceVersion, other.ResourceVersion, StringComparison.Ordinal)
        && Sync == other.Sync
        && string.Equals(Type, other.Type, StringComparison.Ordinal)
        && Extensions.Span.SequenceEqual(other.Extensions.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, ParentId, TimestampMs);
}
