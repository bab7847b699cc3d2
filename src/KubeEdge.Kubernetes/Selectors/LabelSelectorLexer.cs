using System.Buffers;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>Cuts a label selector into tokens. A NUL character ends the text, as in Kubernetes.</summary>
internal ref struct LabelSelectorLexer(ReadOnlySpan<char> text)
{
    private const string Symbols = "=!(),><";
    private const string Blanks = " \t\r\n";

    private static readonly SearchValues<char> _wordEnds = SearchValues.Create(Symbols + Blanks + "\0");

    private ReadOnlySpan<char> _rest = text;

    public (LabelToken Token, string Text) Next()
    {
        _rest = _rest.TrimStart(Blanks);
        if (_rest.IsEmpty || _rest[0] == '\0')
        {
            _rest = default;
            return (LabelToken.End, string.Empty);
        }

        return Symbols.Contains(_rest[0], StringComparison.Ordinal) ? Symbol() : Word();
    }

    private (LabelToken Token, string Text) Symbol() => _rest switch
    {
        ['=', '=', ..] => Take(LabelToken.DoubleEquals, 2),
        ['!', '=', ..] => Take(LabelToken.NotEquals, 2),
        ['=', ..] => Take(LabelToken.Equals, 1),
        ['!', ..] => Take(LabelToken.Not, 1),
        ['>', ..] => Take(LabelToken.GreaterThan, 1),
        ['<', ..] => Take(LabelToken.LessThan, 1),
        ['(', ..] => Take(LabelToken.Open, 1),
        [')', ..] => Take(LabelToken.Close, 1),
        _ => Take(LabelToken.Comma, 1),
    };

    private (LabelToken Token, string Text) Word()
    {
        var length = _rest.IndexOfAny(_wordEnds);
        var (_, word) = Take(LabelToken.Identifier, length < 0 ? _rest.Length : length);
        return word switch
        {
            "in" => (LabelToken.In, word),
            "notin" => (LabelToken.NotIn, word),
            _ => (LabelToken.Identifier, word),
        };
    }

    private (LabelToken Token, string Text) Take(LabelToken token, int length)
    {
        var text = _rest[..length].ToString();
        _rest = _rest[length..];
        return (token, text);
    }
}
