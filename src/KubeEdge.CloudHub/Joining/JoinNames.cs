namespace KubeEdge.CloudHub.Joining;

/// <summary>Names that the original uses in the API.</summary>
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
}
