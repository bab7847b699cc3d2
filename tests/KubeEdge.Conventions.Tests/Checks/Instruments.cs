using System.Text.RegularExpressions;
using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>Every metric has a well-formed name, a unit, a description and a row in the documentation; no row lacks its metric.</summary>
internal static class Instruments
{
    private static readonly Regex s_name = new(@"^kubeedge(\.[a-z][a-z0-9_]*){2,}$");
    private static readonly Regex s_documented = new(@"^\|\s*`(?<name>kubeedge\.[a-z0-9_.]+)`");

    /// <summary>Compares the instruments that the files create with the rows of the document.</summary>
    public static IEnumerable<Violation> Find(SourceModel model, string path, string document)
    {
        var rows = document
            .Split('\n')
            .Select((line, index) => (Match: s_documented.Match(line), Line: index + 1))
            .Where(row => row.Match.Success)
            .ToLookup(row => row.Match.Groups["name"].Value, row => row.Line);
        var created = new HashSet<string>();
        foreach (var (place, name, unit, description) in Created(model))
        {
            if (name is null || !s_name.IsMatch(name))
            {
                yield return place with { Message = $"a name is a constant like kubeedge.<area>.<noun>, not {name ?? "an expression"}" };
                continue;
            }

            created.Add(name);
            if (string.IsNullOrEmpty(unit) || string.IsNullOrEmpty(description))
            {
                yield return place with { Message = $"{name} needs a unit and a description" };
            }

            if (!rows.Contains(name))
            {
                yield return place with { Message = $"{name} has no row in {path}" };
            }
        }

        foreach (var row in rows.Where(row => !created.Contains(row.Key)))
        {
            yield return new Violation(path, row.First(), $"{row.Key} is documented, and no package creates it");
        }
    }

    /// <summary>Meters whose name is not the package's.</summary>
    public static IEnumerable<Violation> FindMeters(SourceModel model) =>
        from file in model.Files
        from creation in file.Root.DescendantNodes().Where(MayMakeMeter)
        let operation = model.Meaning(file).GetOperation(creation)
        where operation?.Type?.ToDisplayString().TrimEnd('?') == "System.Diagnostics.Metrics.Meter"
            && operation is IObjectCreationOperation or IInvocationOperation { TargetMethod.Name: "Create" }
        let name = Argument(operation, "name")
        where name is not null && name != file.Project
        select Violation.At(creation.GetLocation(), $"the meter is named {name}, the package {file.Project}");

    private static IEnumerable<(Violation Place, string? Name, string? Unit, string? Description)> Created(SourceModel model) =>
        from file in model.Files
        let meaning = model.Meaning(file)
        from call in file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where SourceModel.InvokedName(call).StartsWith("Create", StringComparison.Ordinal)
        let operation = meaning.GetOperation(call) as IInvocationOperation
        where operation?.TargetMethod.ContainingType.ToDisplayString() == "System.Diagnostics.Metrics.Meter"
            && operation.TargetMethod.Name.StartsWith("Create", StringComparison.Ordinal)
        let place = Violation.At(call.GetLocation(), "")
        select (place, Argument(operation, "name"), Argument(operation, "unit"), Argument(operation, "description"));

    private static bool MayMakeMeter(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => SourceModel.InvokedName(call) == "Create",
        ImplicitObjectCreationExpressionSyntax => true,
        ObjectCreationExpressionSyntax creation => creation.Type.ToString().EndsWith("Meter", StringComparison.Ordinal),
        _ => false,
    };

    private static string? Argument(IOperation operation, string parameter)
    {
        var arguments = operation is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)operation).Arguments;
        return arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value.ConstantValue.Value as string;
    }
}
