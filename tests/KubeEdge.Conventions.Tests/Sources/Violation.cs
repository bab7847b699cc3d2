using Microsoft.CodeAnalysis;

namespace KubeEdge.Conventions.Tests.Sources;

/// <summary>One place that breaks a rule.</summary>
internal readonly record struct Violation(string Path, int Line, string Message)
{
    /// <summary>The violation at a place in a parsed file.</summary>
    public static Violation At(Location location, string message)
    {
        var span = location.GetLineSpan();
        return new Violation(span.Path, span.StartLinePosition.Line + 1, message);
    }

    /// <inheritdoc />
    public override string ToString() => $"{Path}:{Line}: {Message}";
}
