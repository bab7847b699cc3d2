using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.Kubernetes.Tests.Selectors;

/// <summary>Random selectors against a model that is written down with the selector itself.</summary>
public sealed class LabelSelectorPropertyTests
{
    private static readonly string[] _keys = ["a", "b", "in", "x.io/c"];
    private static readonly string[] _values = ["", "1", "2", "10", "v", "notin"];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Matches_RandomSelectors_AgreeWithModel(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var (text, model) = Selector(random);
            Assert.True(LabelSelector.TryParse(text, out var selector, out var error), $"seed {seed}: \"{text}\": {error}");
            Assert.True(LabelSelector.TryParse(selector.ToString(), out var again, out error), $"seed {seed}: \"{selector}\": {error}");
            for (var j = 0; j < 10; j++)
            {
                var labels = Labels(random);
                var expected = model(labels);
                Assert.True(expected == selector.Matches(labels), $"seed {seed}: \"{text}\" on {string.Join(',', labels)} is not {expected}");
                Assert.Equal(expected, again.Matches(labels));
            }
        }
    }

    [Theory]
    [InlineData(21)]
    public void TryParse_RandomText_NeverThrows(int seed)
    {
        var random = new Random(seed);
        const string Alphabet = "ab=!(),>< \t\0/.-inot\u00e9\ud800";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            if (!LabelSelector.TryParse(text, out var selector, out var error))
            {
                Assert.NotEmpty(error);
                continue;
            }

            Assert.True(LabelSelector.TryParse(selector.ToString(), out var again, out _), $"seed {seed}: \"{text}\" → \"{selector}\"");
            Assert.Equal(selector.ToString(), again.ToString());
        }
    }

    private static (string Text, Func<Dictionary<string, string>, bool> Model) Selector(Random random)
    {
        var parts = new List<string>();
        var models = new List<Func<Dictionary<string, string>, bool>>();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var key = _keys[random.Next(_keys.Length)];
            var value = _values[random.Next(_values.Length)];
            var other = _values[random.Next(_values.Length)];
            var blank = random.Next(2) == 0 ? "" : " ";
            var (part, model) = random.Next(8) switch
            {
                0 => ($"{key}{blank}={blank}{value}", Is(labels => labels.TryGetValue(key, out var v) && v == value)),
                1 => ($"{key}=={value}", Is(labels => labels.TryGetValue(key, out var v) && v == value)),
                2 => ($"{key}!={value}", Is(labels => !labels.TryGetValue(key, out var v) || v != value)),
                3 => ($"{key} in ({value},{blank}{other})", Is(labels => labels.TryGetValue(key, out var v) && (v == value || v == other))),
                4 => ($"{key} notin ({value},{other})", Is(labels => !labels.TryGetValue(key, out var v) || (v != value && v != other))),
                5 => ($"{blank}{key}{blank}", Is(labels => labels.ContainsKey(key))),
                6 => ($"!{blank}{key}", Is(labels => !labels.ContainsKey(key))),
                _ => ($"{key}>1", Is(labels => labels.TryGetValue(key, out var v) && int.TryParse(v, out var n) && n > 1)),
            };
            parts.Add(part);
            models.Add(model);
        }

        return (string.Join(',', parts), labels => models.TrueForAll(model => model(labels)));

        static Func<Dictionary<string, string>, bool> Is(Func<Dictionary<string, string>, bool> model) => model;
    }

    private static Dictionary<string, string> Labels(Random random)
    {
        var labels = new Dictionary<string, string>();
        foreach (var key in _keys)
        {
            if (random.Next(3) > 0)
            {
                labels[key] = _values[random.Next(_values.Length)];
            }
        }

        return labels;
    }
}
