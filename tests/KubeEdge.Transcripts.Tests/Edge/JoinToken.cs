using System.Security.Cryptography;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>A token in the original's form; the recordings hold none, and no scripted cloud looks at it.</summary>
internal static class JoinToken
{
    /// <summary>What the edge shows of it: all but the first part.</summary>
    public const string Shown = "header.claims.signature";

    public static string For(byte[] authority) => $"{Convert.ToHexStringLower(SHA256.HashData(authority))}.{Shown}";
}
