namespace KubeEdge.CloudHub.Joining;

/// <summary>Names in the API: the original's, and those of what is remembered of tokens.</summary>
internal static class JoinNames
{
    public const string Namespace = "kubeedge";
    public const string TokenSecret = "tokensecret";
    public const string TokenData = "tokendata";
    public const string AuthoritySecret = "casecret";
    public const string AuthorityData = "cadata";
    public const string AuthorityKeyData = "cakeydata";
    public const string ServerSecret = "cloudcoresecret";
    public const string ServerData = "cloudcoredata";
    public const string ServerKeyData = "cloudcorekeydata";
    public const string UsedTokenPrefix = "join-token-";
    public const string UsedTokenExpires = "expires";
}
