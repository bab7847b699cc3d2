namespace KubeEdge.ApiServer.Tokens;

/// <summary>The server's own key as it is kept in the store.</summary>
/// <param name="PrivateKey">PKCS #8, base64.</param>
/// <param name="Certificate">The certificate that says whose it is, base64 of DER.</param>
internal sealed record SigningKeyRecord(string PrivateKey, string Certificate);
