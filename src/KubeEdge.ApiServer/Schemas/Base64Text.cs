using System.Buffers;
using System.Buffers.Text;

namespace KubeEdge.ApiServer.Schemas;

/// <summary>Binary values inside JSON.</summary>
internal static class Base64Text
{
    private static readonly SearchValues<char> _alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\r\n");

    /// <summary>Returns null when the text is base64, else Go's message.</summary>
    public static string? Problem(string text)
    {
        if (Base64.IsValid(text))
        {
            return null;
        }

        var body = text.AsSpan().TrimEnd('=');
        var illegal = body.IndexOfAnyExcept(_alphabet);
        return $"illegal base64 data at input byte {(illegal >= 0 ? illegal : text.Length / 4 * 4)}";
    }

    /// <summary>Length of the bytes behind a valid text.</summary>
    public static int DecodedLength(string text) => Base64.IsValid(text, out var length) ? length : 0;
}
