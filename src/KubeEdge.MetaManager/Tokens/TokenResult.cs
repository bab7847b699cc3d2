using KubeEdge.MetaManager.Cloud;

namespace KubeEdge.MetaManager.Tokens;

/// <summary>What came of a token request.</summary>
/// <param name="Stored">The kept token, when that is the answer.</param>
/// <param name="Answer">What the cloud said otherwise.</param>
internal readonly record struct TokenResult(StoredToken? Stored, CloudAnswer Answer = default);
