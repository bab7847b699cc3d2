namespace KubeEdge.Viaduct.WebSockets;

/// <summary>Whether a request may become a link. The values are the HTTP status to answer with.</summary>
public enum UpgradeStatus
{
    /// <summary>It may.</summary>
    Accepted = 101,

    /// <summary>It is not a WebSocket upgrade, or not for messages.</summary>
    BadRequest = 400,

    /// <summary>It comes from a web page of another host.</summary>
    ForeignOrigin = 403,
}
