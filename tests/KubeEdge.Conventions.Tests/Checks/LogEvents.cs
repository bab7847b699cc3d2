using KubeEdge.Conventions.Tests.Layers;
using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>
/// Log methods sit in a nested <c>private static partial class Log</c> in <c>Type.Log.cs</c>; each has an event id of its own, from its
/// package's block, so that an alert on an id means one thing for ever.
/// </summary>
internal static class LogEvents
{
    /// <summary>Misplaced log methods, missing ids, ids outside the block, ids used twice.</summary>
    public static IEnumerable<Violation> Find(SourceModel model)
    {
        var seen = new Dictionary<int, Violation>();
        foreach (var (file, attribute, id) in Events(model))
        {
            if (id is not { } value)
            {
                yield return Violation.At(attribute.GetLocation(), "a log method without an event id");
                continue;
            }

            var place = Violation.At(attribute.GetLocation(), $"event id {value}");
            if (LayerTable.Find(file.Project) is { } row && !row.OwnsEventId(value))
            {
                yield return place with { Message = $"event id {value} is outside the block from {row.FirstEventId} to {row.LastEventId}" };
            }

            if (!seen.TryAdd(value, place))
            {
                yield return place with { Message = $"event id {value} is taken at {seen[value].Path}:{seen[value].Line}" };
            }

            if (!InLogClass(file, attribute))
            {
                yield return place with { Message = "a log method outside a nested 'private static partial class Log' in Type.Log.cs" };
            }
        }
    }

    private static IEnumerable<(SourceFile File, AttributeSyntax Attribute, int? Id)> Events(SourceModel model) =>
        from file in model.Files
        from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString().Split('.')[^1] is "LoggerMessage" or "LoggerMessageAttribute"
        let arguments = attribute.ArgumentList?.Arguments ?? default
        let argument = arguments.FirstOrDefault(argument => NameOf(argument) is "EventId" or "eventId")
            ?? arguments.FirstOrDefault(argument => NameOf(argument) is null)
        select (file, attribute, argument is null ? null : Id(model.Meaning(file), argument.Expression));

    private static string? NameOf(AttributeArgumentSyntax argument) =>
        (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;

    // A level is an enum constant, which is an int too.
    private static int? Id(SemanticModel meaning, ExpressionSyntax expression) =>
        meaning.GetTypeInfo(expression).Type is { SpecialType: SpecialType.System_Int32 }
            ? meaning.GetConstantValue(expression).Value as int?
            : null;

    private static bool InLogClass(SourceFile file, AttributeSyntax attribute) =>
        file.Name.EndsWith(".Log.cs", StringComparison.Ordinal)
        && attribute.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { Identifier.ValueText: "Log", Parent: TypeDeclarationSyntax } type
        && new[] { "private", "static", "partial" }.All(wanted => type.Modifiers.Any(modifier => modifier.ValueText == wanted));
}
