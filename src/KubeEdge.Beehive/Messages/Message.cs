namespace KubeEdge.Beehive.Messages;

/// <summary>
/// One message: header, route, content. Immutable, so it can be handed to any number of receivers.
/// The original's <c>model.Message</c>; its JSON is written and read by <c>MessageJson</c>.
/// </summary>
/// <param name="header">Identity and time.</param>
/// <param name="route">Origin and subject.</param>
/// <param name="content">The payload, not parsed before somebody reads it.</param>
public sealed class Message(in MessageHeader header, in MessageRoute route, in MessageContent content)
{
    private readonly MessageHeader _header = header;
    private readonly MessageRoute _route = route;
    private readonly MessageContent _content = content;

    /// <summary>Identity, parent and time.</summary>
    public ref readonly MessageHeader Header => ref _header;

    /// <summary>Origin and subject.</summary>
    public ref readonly MessageRoute Route => ref _route;

    /// <summary>The payload, not parsed before somebody reads it.</summary>
    public ref readonly MessageContent Content => ref _content;

    /// <summary>The same message with another route: identity, time and content stay.</summary>
    public Message WithRoute(in MessageRoute route) => new(_header, route, _content);

    /// <summary>The same message with another header: route and content stay.</summary>
    public Message WithHeader(in MessageHeader header) => new(header, _route, _content);

    /// <summary>Id, parent, source, group, resource and operation in one line, for logs and test failures.</summary>
    public override string ToString() =>
        $"{_header.Id} parent={_header.ParentId} {_route.Source}/{_route.Group} {_route.Operation} {_route.Resource}";
}
