using KubeEdge.Kubernetes.Selectors;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Selectors;

public sealed class LabelSelectorTests
{
    private const string NameRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private static readonly Dictionary<string, string> _web1 = new() { ["app"] = "web", ["tier"] = "front", ["n"] = "5", ["empty"] = "" };

    [Theory]
    [InlineData("", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData("app!=web", false)]
    [InlineData("nosuch!=web", true)]
    [InlineData("app=web,tier=back", false)]
    [InlineData("tier in (back,front)", true)]
    [InlineData("tier in ( back , front )", true)]
    [InlineData("tier notin (back)", true)]
    [InlineData("tier notin (back,front)", false)]
    [InlineData("nosuch notin (a)", true)]
    [InlineData("nosuch in (a)", false)]
    [InlineData("!nosuch", true)]
    [InlineData("! app", false)]
    [InlineData("nosuch", false)]
    [InlineData("app", true)]
    [InlineData("app in (web),tier", true)]
    [InlineData("app=", false)]
    [InlineData("empty=", true)]
    [InlineData("empty,app", true)]
    [InlineData("empty in ()", true)]
    [InlineData("empty in (a,)", true)]
    [InlineData("empty in (,a)", true)]
    [InlineData("empty in (a,,b)", true)]
    [InlineData("n>4", true)]
    [InlineData("n > 5", false)]
    [InlineData("n<6", true)]
    [InlineData("app>1", false)]
    [InlineData("nosuch<1", false)]
    public void Matches_Selector_SelectsAsKubernetes(string text, bool expected)
    {
        Assert.True(LabelSelector.TryParse(text, out var selector, out var error), error);
        Assert.Equal(expected, selector.Matches(_web1));
    }

    [Theory]
    [InlineData("in", "in", true)]
    [InlineData("in in (in,notin)", "in", true)]
    [InlineData("notin=in", "notin", false)]
    [InlineData("!in", "in", false)]
    public void Matches_OperatorWordsAsNames_AreNames(string text, string key, bool expected)
    {
        Assert.True(LabelSelector.TryParse(text, out var selector, out var error), error);
        Assert.Equal(expected, selector.Matches(new Dictionary<string, string> { [key] = "notin" }));
    }

    [Theory]
    [InlineData("app in web", "unable to parse requirement: found 'web' expected: '('")]
    [InlineData("a in", "unable to parse requirement: found '' expected: '('")]
    [InlineData("a=b=c", "found '=', expected: ',' or 'end of string'")]
    [InlineData("-bad=1", "unable to parse requirement: <nil>: Invalid value: \"-bad\": name part " + NameRule)]
    [InlineData("/x", "unable to parse requirement: <nil>: Invalid value: \"/x\": prefix part must be non-empty")]
    [InlineData("a/", "unable to parse requirement: <nil>: Invalid value: \"a/\": name part must be non-empty; name part " + NameRule)]
    [InlineData("=b", "found '=', expected: !, identifier, or 'end of string'")]
    [InlineData(",a", "found ',', expected: !, identifier, or 'end of string'")]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("a,=b", "found '=', expected: identifier after ','")]
    [InlineData("!", "unable to parse requirement: found '', expected: identifier")]
    [InlineData("!a=b", "found '=', expected: ',' or 'end of string'")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'")]
    [InlineData("a in (", "unable to parse requirement: found '', expected: ',', ')' or identifier")]
    [InlineData("a in (=)", "unable to parse requirement: found '=', expected: ',', ')' or identifier")]
    [InlineData("a in (b,=)", "unable to parse requirement: found '=', expected: ',', or identifier")]
    [InlineData("a=!", "unable to parse requirement: found '!', expected: identifier")]
    [InlineData("a=()", "unable to parse requirement: found '(', expected: identifier")]
    [InlineData("a>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer")]
    [InlineData("a=-x", "unable to parse requirement: values[0][a]: Invalid value: \"-x\": a valid label must be an empty string or consist of")]
    public void TryParse_BrokenSelector_HasKubernetesMessage(string text, string expected)
    {
        Assert.False(LabelSelector.TryParse(text, out _, out var error));
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b=1,a in (z,y,y),!c,d", "a in (y,z),b=1,!c,d")]
    [InlineData("a==1", "a==1")]
    [InlineData("a notin (b,)", "a notin (,b)")]
    [InlineData("n>1,m<2,l!=", "l!=,m<2,n>1")]
    [InlineData("", "")]
    public void ToString_Selector_IsCanonicalAndReadsBack(string text, string expected)
    {
        Assert.True(LabelSelector.TryParse(text, out var selector, out _));
        Assert.Equal(expected, selector.ToString());
        Assert.True(LabelSelector.TryParse(expected, out var again, out _));
        Assert.Equal(expected, again.ToString());
    }

    [Fact]
    public void TryParse_LongKeyAndValue_AreRefused()
    {
        Assert.False(LabelSelector.TryParse(new string('a', 64), out _, out var key));
        Assert.Contains("name part must be no more than 63 characters", key, StringComparison.Ordinal);
        Assert.False(LabelSelector.TryParse($"a={new string('b', 64)}", out _, out var value));
        Assert.Contains("must be no more than 63 characters", value, StringComparison.Ordinal);
        Assert.False(LabelSelector.TryParse($"{new string('a', 254)}/b", out _, out var prefix));
        Assert.Contains("prefix part must be no more than 253 characters", prefix, StringComparison.Ordinal);
        Assert.False(LabelSelector.TryParse(new string(' ', 70_000), out _, out _));
    }

    [Fact]
    public void Matches_Object_LooksAtItsLabels()
    {
        Assert.True(LabelSelector.TryParse("example.com/app=web", out var selector, out _));
        Assert.True(selector.Matches(Sample.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{"labels":{"example.com/app":"web"}}}""")));
        Assert.False(selector.Matches(Sample.Parse("""{"apiVersion":"v1","kind":"Pod","metadata":{}}""")));
        Assert.True(LabelSelector.Everything.IsEmpty);
    }
}
