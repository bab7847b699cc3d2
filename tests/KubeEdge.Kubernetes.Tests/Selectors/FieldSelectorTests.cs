using KubeEdge.Kubernetes.Selectors;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Selectors;

public sealed class FieldSelectorTests
{
    private const string Pod =
        """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","namespace":"shop"},"spec":{"nodeName":"edge-1","x":"a=b,c\\d"},"status":{"phase":"Pending"}}""";

    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=web-1", true)]
    [InlineData("metadata.name==web-1", true)]
    [InlineData("metadata.name!=web-1", false)]
    [InlineData("metadata.namespace=shop", true)]
    [InlineData("spec.nodeName=edge-1", true)]
    [InlineData("spec.nodeName=", false)]
    [InlineData("spec.missing=", true)]
    [InlineData("spec.missing!=", false)]
    [InlineData("status.phase=Pending,spec.nodeName=edge-2", false)]
    [InlineData("status.phase!=Failed,,spec.nodeName=edge-1,", true)]
    [InlineData("spec.x=a\\=b\\,c\\\\d", true)]
    [InlineData("=", true)]
    public void Matches_Selector_SelectsAsKubernetes(string text, bool expected)
    {
        Assert.True(FieldSelector.TryParse(text, out var selector, out var error), error);
        Assert.Equal(expected, selector.Matches(Sample.Parse(Pod)));
        Assert.True(FieldSelector.TryParse(selector.ToString(), out var again, out error), error);
        Assert.Equal(expected, again.Matches(Sample.Parse(Pod)));
    }

    [Theory]
    [InlineData("x", "invalid selector: 'x'; can't understand 'x'")]
    [InlineData("a=b,status.phase", "invalid selector: 'a=b,status.phase'; can't understand 'status.phase'")]
    [InlineData("a=b=c", "invalid field selector: unescaped character in value: =")]
    [InlineData("a=b\\c", "invalid field selector: invalid escape sequence: \\c")]
    [InlineData("a=b\\", "invalid field selector: invalid escape sequence: \\")]
    public void TryParse_BrokenSelector_HasMessage(string text, string expected)
    {
        Assert.False(FieldSelector.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("", "pods", "spec.nodeName=a,status.phase=b,spec.restartPolicy=c", null)]
    [InlineData("", "pods", "spec.nosuch=1", "field label not supported: spec.nosuch")]
    [InlineData("", "configmaps", "data.k=1", "\"data.k\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("", "events", "involvedObject.name=a,involvedObject.uid=b,reason=c,type=d", null)]
    [InlineData("", "secrets", "type=Opaque", null)]
    [InlineData("rules.kubeedge.io", "rules", "spec.source=1", "field label not supported: spec.source")]
    [InlineData("rules.kubeedge.io", "rules", "metadata.name=1,metadata.namespace=2", null)]
    public void Supports_Fields_AsKubernetes(string group, string plural, string text, string? expected)
    {
        Assert.True(FieldSelector.TryParse(text, out var selector, out _));
        Assert.Equal(expected is null, selector.Supports(Sample.Type(group, plural), out var error));
        Assert.Equal(expected, error);
    }

    [Fact]
    public void RequiredName_OnlyFromEquality()
    {
        Assert.True(FieldSelector.TryParse("metadata.name=a,metadata.namespace=b", out var exact, out _));
        Assert.Equal("a", exact.RequiredName);
        Assert.Equal("b", exact.RequiredNamespace);
        Assert.True(FieldSelector.TryParse("metadata.name!=a", out var negated, out _));
        Assert.Null(negated.RequiredName);
        Assert.True(FieldSelector.Everything.IsEmpty);
    }

    [Theory]
    [InlineData(31)]
    public void TryParse_RandomText_NeverThrows(int seed)
    {
        var random = new Random(seed);
        const string Alphabet = "ab=!,\\. ";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            if (FieldSelector.TryParse(text, out var selector, out var error))
            {
                _ = selector.Matches(Sample.Parse(Pod));
                Assert.True(FieldSelector.TryParse(selector.ToString(), out _, out _), $"seed {seed}: \"{text}\" → \"{selector}\"");
            }
            else
            {
                Assert.NotEmpty(error);
            }
        }
    }
}
