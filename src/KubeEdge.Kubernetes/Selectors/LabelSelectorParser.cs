using System.Collections.Immutable;

namespace KubeEdge.Kubernetes.Selectors;

/// <summary>
/// Reads label selectors with Kubernetes' grammar and messages. <c>in</c> and <c>notin</c> are operators only where an operator may stand,
/// so they are usable as keys and values.
/// </summary>
internal sealed class LabelSelectorParser
{
    private const int LongestText = 64 * 1024;
    private const string BinaryOperators = "in, notin, =, ==, !=, gt, lt";

    private readonly List<(LabelToken Token, string Text)> _tokens = [];
    private readonly string? _tooLong;
    private int _next;

    public LabelSelectorParser(string text)
    {
        if (text.Length > LongestText)
        {
            _tooLong = $"the selector has {text.Length} characters, more than {LongestText}";
            return;
        }

        var lexer = new LabelSelectorLexer(text);
        do
        {
            _tokens.Add(lexer.Next());
        }
        while (_tokens[^1].Token != LabelToken.End);
    }

    /// <summary>Null when it was read, else the message.</summary>
    public string? Parse(out ImmutableArray<LabelRequirement> requirements)
    {
        var found = new List<LabelRequirement>();
        var error = _tooLong ?? ParseAll(found);
        requirements = error is null ? [.. found.OrderBy(requirement => requirement.Key, StringComparer.Ordinal)] : [];
        return error;
    }

    private string? ParseAll(List<LabelRequirement> found)
    {
        while (true)
        {
            var (token, text) = Peek();
            if (token == LabelToken.End)
            {
                return null;
            }

            if (token is not (LabelToken.Identifier or LabelToken.Not))
            {
                return $"found '{text}', expected: !, identifier, or 'end of string'";
            }

            if (ParseRequirement(found) is { } problem)
            {
                return $"unable to parse requirement: {problem}";
            }

            (token, text) = Take();
            if (token == LabelToken.End)
            {
                return null;
            }

            if (token != LabelToken.Comma)
            {
                return $"found '{text}', expected: ',' or 'end of string'";
            }

            (token, text) = Peek();
            if (token is not (LabelToken.Identifier or LabelToken.Not))
            {
                return $"found '{text}', expected: identifier after ','";
            }
        }
    }

    private string? ParseRequirement(List<LabelRequirement> found)
    {
        var (token, key) = Take();
        var negated = token == LabelToken.Not;
        if (negated)
        {
            (token, key) = Take();
        }

        if (token != LabelToken.Identifier)
        {
            return $"found '{key}', expected: identifier";
        }

        if (LabelSyntax.KeyProblem(key) is { } problem)
        {
            return $"<nil>: Invalid value: {GoText.Quote(key)}: {problem}";
        }

        if (negated || Peek().Token is LabelToken.End or LabelToken.Comma)
        {
            found.Add(new LabelRequirement(key, negated ? SelectorOperator.DoesNotExist : SelectorOperator.Exists, []));
            return null;
        }

        return ParseComparison(key, found);
    }

    private string? ParseComparison(string key, List<LabelRequirement> found)
    {
        var (token, text) = TakeOperator();
        SelectorOperator? comparison = token switch
        {
            LabelToken.In => SelectorOperator.In,
            LabelToken.NotIn => SelectorOperator.NotIn,
            LabelToken.Equals => SelectorOperator.Equals,
            LabelToken.DoubleEquals => SelectorOperator.DoubleEquals,
            LabelToken.NotEquals => SelectorOperator.NotEquals,
            LabelToken.GreaterThan => SelectorOperator.GreaterThan,
            LabelToken.LessThan => SelectorOperator.LessThan,
            _ => null,
        };
        if (comparison is not { } chosen)
        {
            return $"found '{text}', expected: {BinaryOperators}";
        }

        // Kubernetes keeps values as a set in order, which the canonical text shows.
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var problem = chosen is SelectorOperator.In or SelectorOperator.NotIn ? ParseSet(values) : ParseOne(values);
        if (problem is not null)
        {
            return problem;
        }

        problem = LabelSyntax.ValuesProblem(key, chosen, values);
        if (problem is null)
        {
            found.Add(new LabelRequirement(key, chosen, [.. values]));
        }

        return problem;
    }

    private string? ParseSet(SortedSet<string> values)
    {
        var (token, text) = Take();
        if (token != LabelToken.Open)
        {
            return $"found '{text}' expected: '('";
        }

        (token, text) = Peek();
        if (token == LabelToken.Close)
        {
            Take();
            values.Add(string.Empty);
            return null;
        }

        return token is LabelToken.Identifier or LabelToken.Comma
            ? ParseList(values)
            : $"found '{text}', expected: ',', ')' or identifier";
    }

    /// <summary>Values between commas; nothing between two of them is the empty value.</summary>
    private string? ParseList(SortedSet<string> values)
    {
        while (true)
        {
            var (token, text) = Take();
            if (token == LabelToken.Identifier)
            {
                values.Add(text);
                (token, text) = Peek();
                if (token == LabelToken.Close)
                {
                    Take();
                    return null;
                }

                if (token != LabelToken.Comma)
                {
                    return $"found '{text}', expected: ',' or ')'";
                }
            }
            else if (token == LabelToken.Comma)
            {
                if (values.Count == 0)
                {
                    values.Add(string.Empty);
                }

                switch (Peek().Token)
                {
                    case LabelToken.Close:
                        Take();
                        values.Add(string.Empty);
                        return null;
                    case LabelToken.Comma:
                        Take();
                        values.Add(string.Empty);
                        break;
                }
            }
            else
            {
                return $"found '{text}', expected: ',', or identifier";
            }
        }
    }

    private string? ParseOne(SortedSet<string> values)
    {
        if (Peek().Token is LabelToken.End or LabelToken.Comma)
        {
            values.Add(string.Empty);
            return null;
        }

        var (token, text) = Take();
        if (token != LabelToken.Identifier)
        {
            return $"found '{text}', expected: identifier";
        }

        values.Add(text);
        return null;
    }

    private (LabelToken Token, string Text) Peek() => AsWord(_tokens[Math.Min(_next, _tokens.Count - 1)]);

    private (LabelToken Token, string Text) Take() => AsWord(TakeOperator());

    // Past the end the end is read again, so a broken text cannot run over it.
    private (LabelToken Token, string Text) TakeOperator() => _tokens[Math.Min(_next++, _tokens.Count - 1)];

    private static (LabelToken Token, string Text) AsWord((LabelToken Token, string Text) item) =>
        item.Token is LabelToken.In or LabelToken.NotIn ? (LabelToken.Identifier, item.Text) : item;
}
