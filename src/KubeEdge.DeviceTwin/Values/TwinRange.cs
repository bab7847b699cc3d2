using System.Buffers;

namespace KubeEdge.DeviceTwin.Values;

/// <summary>Which names and values a message may carry.</summary>
internal static class TwinRange
{
    public const int MostNameLength = 128;
    public const int MostValueLength = 512;

    private static readonly SearchValues<char> _letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:/@#");

    public static bool IsName(string text) =>
        text.Length is > 0 and <= MostNameLength && !text.AsSpan().ContainsAnyExcept(_letters);

    /// <summary>Whether a value may be sent; an empty one may.</summary>
    public static bool IsValue(string text) => text.Length <= MostValueLength && !text.AsSpan().ContainsAnyExcept(_letters);
}
