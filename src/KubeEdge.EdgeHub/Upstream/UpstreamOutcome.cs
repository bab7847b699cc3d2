namespace KubeEdge.EdgeHub.Upstream;

/// <summary>What became of an item that EdgeHub took from a source.</summary>
public enum UpstreamOutcome
{
    /// <summary>
    /// Written to the socket. For a class that the peer does not confirm this is the end of the item; a source whose peer confirms
    /// keeps it until the confirmation arrives.
    /// </summary>
    Written,

    /// <summary>
    /// Not written, or not known to be: the link ended first. The source puts it back at its head, or drops it when its class is
    /// volatile. The peer may have it all the same, so a message that comes back is sent again with the same id.
    /// </summary>
    NotWritten,

    /// <summary>It can never be sent: its content does not serialise, or it is over the link's size limit. The source must give it up.</summary>
    Rejected,
}
