using YamlDotNet.Core;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Holds every given value against its rule. In a block that is switched off only its form counts, as in the original.</summary>
internal static class ValueChecks
{
    public static void Run(ConfigurationValues values, ConfigurationProblems problems, IReadOnlyDictionary<string, Mark> marks)
    {
        foreach (var (path, entry) in values.Entries)
        {
            var field = values.Schema.ByPath[path];
            if (field.Rule is { } rule && Wrong(entry, rule, values.IsActive(path)) is { } found)
            {
                var problem = $"{field.Path} is \"{found}\", expected {rule.Expected}";
                if (marks.TryGetValue(path, out var mark))
                {
                    problems.Add(mark, problem);
                }
                else
                {
                    problems.Add(entry.Place, problem);
                }
            }
        }
    }

    private static string? Wrong(ConfigurationEntry entry, ValueRule rule, bool active) => rule.Kind switch
    {
        ValueKind.Flags => entry.Pairs?.Values.FirstOrDefault(static item => !ValueRule.TryFlag(item, out _)),
        ValueKind.Addresses when active => entry.Items?.FirstOrDefault(item => !rule.Accepts(item)),
        ValueKind.Any => null,
        _ => entry.Text is { } text && !(active ? rule.Accepts(text) : rule.HasForm(text)) ? text : null,
    };
}
