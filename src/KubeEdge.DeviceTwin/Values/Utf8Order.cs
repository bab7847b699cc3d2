namespace KubeEdge.DeviceTwin.Values;

/// <summary>
/// Orders texts as the bytes of their UTF-8, which is the order of map members in the original's JSON. It differs from the order of
/// <see cref="char"/>s only where surrogates meet the letters above them.
/// </summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static Utf8Order Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? string.Empty, y ?? string.Empty);
        var common = left.AsSpan().CommonPrefixLength(right);
        return common == left.Length || common == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char c) => char.IsSurrogate(c) ? c + char.MaxValue : c;
}
