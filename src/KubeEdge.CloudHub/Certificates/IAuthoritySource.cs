using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// Gives the hub's certificate authority as soon as there is one. In the container after <c>AddCloudHub</c>.
/// </summary>
/// <remarks>
/// A folder that holds an authority decides at once. One that holds none waits for the API: its Secret <c>kubeedge/casecret</c> is taken
/// over, and made when the API says definitely that there is none. Until then nothing listens, <see cref="Problem"/> says why, and so does
/// the log. The original (1.15) makes a new authority on any error, which locks out every node.
/// </remarks>
public interface IAuthoritySource
{
    /// <summary>
    /// What is wrong, in words, for people and health checks: why there is no authority yet, or that the API holds another one than the
    /// folder. Null when nothing is. Never holds a key.
    /// </summary>
    string? Problem { get; }

    /// <summary>The authority if it is there, or in the folder, now.</summary>
    /// <param name="authority">The authority; owned by the container.</param>
    /// <exception cref="CertificateAuthorityException">The folder's files are damaged or do not belong together.</exception>
    bool TryGet([NotNullWhen(true)] out CertificateAuthority? authority);

    /// <summary>Waits for the authority, as long as it takes once the host has started.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CertificateAuthorityException">The folder's files are damaged or do not belong together.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up, or the host stopped before it came.</exception>
    Task<CertificateAuthority> GetAsync(CancellationToken cancellationToken = default);
}
