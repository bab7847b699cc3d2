namespace KubeEdge.Viaduct;

/// <summary>How a link ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The same in words, for logs: the peer's close text, the socket error, what was malformed.</param>
/// <param name="IsOrderly">Whether close frames were exchanged. After an orderly close by the peer an edge may dial again at once.</param>
public readonly record struct LinkClosed(LinkCloseReason Reason, string? Detail = null, bool IsOrderly = false);
