using KubeEdge.Conventions.Tests.Sources;

namespace KubeEdge.Conventions.Tests.Layers;

/// <summary>Compares what packages reference with the table.</summary>
internal static class LayerRules
{
    private const string Family = "KubeEdge.";
    private const string AspNet = "Microsoft.AspNetCore";

    /// <summary>Faults of the table itself: upward references, and edge and cloud meeting.</summary>
    public static IEnumerable<string> CheckTable(IReadOnlyList<PackageRow> rows)
    {
        foreach (var row in rows)
        {
            foreach (var reference in row.References ?? [])
            {
                var target = rows.FirstOrDefault(other => other.Name == reference);
                if (target is null)
                {
                    yield return $"{row.Name} references {reference}, which has no row";
                }
                else if (target.Layer >= row.Layer || !Meets(row.Side, target.Side) || (target.AspNet && !row.AspNet))
                {
                    yield return $"{row.Name} ({row.Layer}, {row.Side}) must not reference {target.Name} ({target.Layer}, {target.Side})";
                }
            }
        }
    }

    /// <summary>The references of a project file are the ones of its row, as far as those packages exist; no more, no fewer.</summary>
    public static IEnumerable<Violation> CheckProject(ProjectFile project, IReadOnlySet<string> existing)
    {
        if (LayerTable.Find(project.Name) is not { } row)
        {
            return [new Violation(project.Path, 1, $"{project.Name} has no row in LayerTable")];
        }

        var references = project.ProjectReferences.ToList();
        var extra = references
            .Where(reference => !Allowed(row, reference.Name))
            .Select(reference => reference.Place with { Message = $"{project.Name} must not reference {reference.Name}" });
        var missing = (row.References ?? [])
            .Select(name => Family + name)
            .Where(name => existing.Contains(name) && references.All(reference => reference.Name != name))
            .Select(name => new Violation(project.Path, 1, $"{project.Name} lacks the reference to {name} that its row has"));
        var frameworks = project.Frameworks
            .Where(framework => framework.Name.StartsWith(AspNet, StringComparison.Ordinal) && !row.AspNet)
            .Select(framework => framework.Place with { Message = $"{project.Name} must not carry {framework.Name}" });
        return extra.Concat(missing).Concat(frameworks);
    }

    /// <summary>What the compiler wrote into the assembly: no family member outside the row, no ASP.NET Core unless marked.</summary>
    public static IEnumerable<Violation> CheckAssembly(string name, IEnumerable<string> references)
    {
        var row = LayerTable.Find(name);
        foreach (var reference in references)
        {
            if (reference.StartsWith(Family, StringComparison.Ordinal) && (row is null || !Allowed(row, reference)))
            {
                yield return new Violation(name + ".dll", 0, $"must not reference {reference}");
            }
            else if (reference.StartsWith(AspNet, StringComparison.Ordinal) && row is not { AspNet: true })
            {
                yield return new Violation(name + ".dll", 0, $"must not carry {reference}");
            }
        }
    }

    private static bool Allowed(PackageRow row, string reference) =>
        row.References is { } exact
            ? exact.Any(name => Family + name == reference)
            : LayerTable.Find(reference) is { } target
                && target.Layer < row.Layer
                && (row.Side == Side.Both || Meets(row.Side, target.Side))
                && (row.AspNet || !target.AspNet);

    // Shared packages stand below both ends, so they may lean on neither.
    private static bool Meets(Side from, Side to) => to == Side.Both || from == to;
}
