using System.Globalization;
using System.Security.Cryptography;

namespace KubeEdge.ApiServer.Resources;

/// <summary>What the server makes up for new objects: uids, name endings and times.</summary>
internal sealed class IdentitySource(TimeProvider clock)
{
    // No vowels and no digits that look like one, so that no word appears by chance.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int SuffixLength = 5;
    private const int LongestGenerated = 63;

    /// <summary>A random uid (RFC 9562, version 4).</summary>
    public static string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public static string NewName(string prefix)
    {
        var kept = prefix.Length > LongestGenerated - SuffixLength ? prefix[..(LongestGenerated - SuffixLength)] : prefix;
        return kept + RandomNumberGenerator.GetString(Alphabet, SuffixLength);
    }

    /// <summary>The present time as objects carry it, to the second.</summary>
    public string Now(TimeSpan offset = default) =>
        (clock.GetUtcNow() + offset).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
