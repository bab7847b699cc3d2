using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>
/// Asks the cloud and waits for its answer. The waiter is there before the request leaves, so no answer is missed; a lost link ends the
/// wait at once. Answers to what the original's modules do by a synchronous message to its hub.
/// </summary>
public interface ICloudRequests
{
    /// <summary>Sends a request and waits for the message whose parent is the request's id.</summary>
    /// <param name="request">The request. Requests leave in the order in which they were asked.</param>
    /// <param name="timeout">How long to wait for the answer. Default, zero: 60 s, as in the original.</param>
    /// <param name="acknowledge">
    /// Whether the answer is acknowledged with <c>OK</c> as soon as it arrives, as the original does for nodes, leases and tokens. False for
    /// answers that the caller acknowledges itself once they are stored, and for those that nobody acknowledges: to patches and to deletes of
    /// pods.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting; the request may have left already.</param>
    ValueTask<CloudReply> RequestAsync(
        Message request, TimeSpan timeout = default, bool acknowledge = false, CancellationToken cancellationToken = default);
}
