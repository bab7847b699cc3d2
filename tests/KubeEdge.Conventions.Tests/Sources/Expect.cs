namespace KubeEdge.Conventions.Tests.Sources;

/// <summary>Assertions over violations, whose messages are lists of places.</summary>
internal static class Expect
{
    /// <summary>Fails with every place, one per line, so that an editor can jump there.</summary>
    public static void None(IEnumerable<Violation> violations)
    {
        var lines = violations.Select(violation => violation.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        if (lines.Count > 0)
        {
            Assert.Fail($"{lines.Count} broken:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
        }
    }

    /// <summary>Passes when there is exactly one violation, at this line and with this text in its message.</summary>
    public static void One(IEnumerable<Violation> violations, int line, string text)
    {
        var violation = Assert.Single(violations);
        Assert.Equal(line, violation.Line);
        Assert.Contains(text, violation.Message, StringComparison.Ordinal);
    }
}
