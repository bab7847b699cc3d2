namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// The files of a certificate authority cannot be used: a part is missing, damaged, or certificate and key do not belong together.
/// </summary>
/// <remarks>Never resolved by making a new authority: every edge node would be locked out, as happened with the original (1.15).</remarks>
public sealed class CertificateAuthorityException : Exception
{
    /// <summary>An error without a text of its own.</summary>
    public CertificateAuthorityException()
        : base("The certificate authority cannot be used.")
    {
    }

    /// <summary>An error with a text that names the file and what is wrong with it.</summary>
    public CertificateAuthorityException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public CertificateAuthorityException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
