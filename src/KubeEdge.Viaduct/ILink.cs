using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct;

/// <summary>
/// One connection between a cloud and an edge that carries messages both ways. Any number of callers may send at the same time.
/// Answers to the original's viaduct connection; unlike it, a link that ends fails every pending call at once.
/// </summary>
public interface ILink : IAsyncDisposable
{
    /// <summary>Who is at the other end.</summary>
    LinkPeer Peer { get; }

    /// <summary>
    /// What the peer sent, in order, without control messages and without replies that a <see cref="RequestAsync"/> waits for.
    /// Completes when the link has ended and everything received before was read. Bounded by <see cref="LinkLimits"/>: the peer
    /// is slowed down, nothing is dropped.
    /// </summary>
    ChannelReader<Message> Inbound { get; }

    /// <summary>When the link ends: why. Never faults.</summary>
    Task<LinkClosed> Closed { get; }

    /// <summary>
    /// Sends a message and completes when its bytes were handed to the socket, together with whatever else was waiting.
    /// Messages of one lane leave in the order of the calls.
    /// </summary>
    /// <returns>
    /// <see cref="SendStatus.Sent"/>; <see cref="SendStatus.Rejected"/> when the content does not serialise or is over
    /// <see cref="LinkLimits.MaxMessageBytes"/> (nothing left, the link goes on); <see cref="SendStatus.Closed"/> when the link ended first.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token fired. The message may still leave when it was encoded already.</exception>
    ValueTask<SendStatus> SendAsync(Message message, LinkLane lane = LinkLane.Normal, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a request and waits for the message whose parent id is the request's id. The waiter exists before the request leaves, so
    /// an immediate reply is not lost; the reply is not delivered to <see cref="Inbound"/>.
    /// </summary>
    /// <param name="request">The request; its id must not be empty nor that of a request under way.</param>
    /// <param name="timeout">How long to wait; zero means <see cref="LinkOptions.RequestTimeout"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The reply, or <see cref="SendStatus.TimedOut"/>, <see cref="SendStatus.Closed"/>, <see cref="SendStatus.Rejected"/>.</returns>
    ValueTask<ReplyResult> RequestAsync(Message request, TimeSpan timeout = default, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes in order: no new sends, what is queued leaves, a close frame with the reason, then the peer's answer; all of it within
    /// <see cref="LinkOptions.CloseTimeout"/>, after that the connection is cut. Closing twice is harmless; the first reason counts.
    /// </summary>
    ValueTask CloseAsync(LinkCloseReason reason = LinkCloseReason.Local, CancellationToken cancellationToken = default);
}
