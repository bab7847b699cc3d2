namespace KubeEdge.CloudHub.Joining;

/// <summary>Makes the tokens with which nodes join: the authority's SHA-256 in hex, a dot, and a JWT signed with the authority's key.</summary>
public interface IJoinTokens
{
    /// <summary>
    /// Makes a token. Without arguments it is the original's: good for any node, any number of times, until it expires. It is a secret:
    /// never log it.
    /// </summary>
    /// <param name="nodeName">The only node that may use it; null for any.</param>
    /// <param name="singleUse">
    /// Whether it is good for one certificate. A request that is repeated with the same key within 10 minutes gets the same one, so a
    /// lost answer bricks nothing. Used ones are remembered in the API.
    /// </param>
    /// <param name="lifetime">How long it is good for. Default: <see cref="CloudHubOptions.TokenLifetime"/>.</param>
    /// <exception cref="ArgumentException">The name is not that of a node, or the lifetime not positive.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is no authority to sign with yet; <see cref="Certificates.IAuthoritySource.GetAsync"/> waits for it.
    /// </exception>
    string Create(string? nodeName = null, bool singleUse = false, TimeSpan? lifetime = null);
}
