using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>Strings as UTF-8.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How many bytes it takes; null when it holds a lone surrogate and so has no UTF-8.</summary>
    public static int? SizeOf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return null;
            }

            i++;
        }

        return _strict.GetByteCount(text);
    }
}
