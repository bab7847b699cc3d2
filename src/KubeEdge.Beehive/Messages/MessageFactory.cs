namespace KubeEdge.Beehive.Messages;

/// <summary>Makes messages with fresh ids and the time of one clock.</summary>
/// <param name="timeProvider">The clock for <see cref="MessageHeader.TimestampMs"/>.</param>
public sealed class MessageFactory(TimeProvider timeProvider)
{
    private readonly TimeProvider _timeProvider = timeProvider;

    /// <summary>A message that answers nothing.</summary>
    public Message New(in MessageRoute route, in MessageContent content, string? resourceVersion = null) =>
        new(new MessageHeader(MessageId.New(), default, Now(), resourceVersion), route, content);

    /// <summary>
    /// The answer to a request: parent is the request's id; source, group, resource and type are the request's; operation
    /// <c>response</c>. The original's NewRespByMessage.
    /// </summary>
    public Message Reply(Message request, in MessageContent content)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(
            new MessageHeader(MessageId.New(), request.Header.Id, Now(), Type: request.Header.Type),
            request.Route with { Operation = Operations.Response, Destination = null },
            content);
    }

    /// <summary>
    /// An answer that says what went wrong: operation <c>error</c>, the request's resource, the text as content, no source and no
    /// group. The original's NewErrorMessage.
    /// </summary>
    /// <param name="request">The message that could not be served.</param>
    /// <param name="text">What went wrong.</param>
    /// <param name="legacyParent">False, the default: the parent is the request's id, as since 1.18. True: the request's own parent, as
    /// 1.15 writes it, where nobody who waits for an answer finds it.</param>
    public Message Error(Message request, string text, bool legacyParent = false)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(
            new MessageHeader(MessageId.New(), legacyParent ? request.Header.ParentId : request.Header.Id, Now()),
            new MessageRoute(string.Empty, null, request.Route.Resource, Operations.Error),
            MessageContent.Text(text));
    }

    private long Now() => _timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
