using System.Net;

namespace KubeEdge.Server;

/// <summary>
/// Decides whether a new connection may go on to its TLS handshake. <see langword="false"/> closes it without an answer.
/// </summary>
/// <param name="remote">The peer's address, or null when the transport has none.</param>
/// <param name="cancellationToken">Fires when the peer goes away or the endpoint stops.</param>
/// <remarks>A handshake costs the server far more than the client, so a rate is enforced here and not at the first request.
/// Waiting inside the callback is allowed: the connection counts against the connection limit meanwhile.</remarks>
public delegate ValueTask<bool> ConnectionAdmission(EndPoint? remote, CancellationToken cancellationToken);
