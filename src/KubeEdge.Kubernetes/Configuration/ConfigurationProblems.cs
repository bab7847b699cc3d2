using YamlDotNet.Core;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Collects what is wrong with a file, so that it can be mended in one go.</summary>
internal sealed class ConfigurationProblems(string file)
{
    private readonly List<(long Line, long Column, string Text)> _found = [];

    public string Place(in Mark mark) => FormattableString.Invariant($"{file}:{mark.Line}:{mark.Column}");

    public void Add(in Mark mark, string problem) => _found.Add((mark.Line, mark.Column, $"{Place(mark)}: {problem}"));

    public void Add(string source, string problem) => _found.Add((long.MaxValue, 0, $"{source}: {problem}"));

    public void ThrowIfAny()
    {
        if (_found.Count > 0)
        {
            var sorted = _found.OrderBy(static item => item.Line).ThenBy(static item => item.Column);
            throw new InvalidDataException(string.Join('\n', sorted.Select(static item => item.Text)));
        }
    }
}
