namespace KubeEdge.Server;

/// <summary>What a TLS endpoint asks of a connecting client's certificate.</summary>
public enum ClientCertificateRule
{
    /// <summary>No certificate is asked for; one that is sent anyway is not looked at. The default.</summary>
    None,

    /// <summary>A certificate is asked for. A client without one is let in; one whose certificate does not verify is not.</summary>
    Requested,

    /// <summary>Only clients with a certificate that verifies against the endpoint's authorities complete the handshake.</summary>
    Required,
}
