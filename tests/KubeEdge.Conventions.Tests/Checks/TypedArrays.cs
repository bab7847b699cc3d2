using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>
/// JSON arrays written as <c>[…]</c> with elements of other types than nodes: the compiler adds those by a generic method that needs
/// reflection. The analyzers of the SDK do not see that call; the trimmer of a user's program does.
/// </summary>
internal static class TypedArrays
{
    public static IEnumerable<Violation> Find(SourceModel model) =>
        from file in model.Files
        from array in file.Root.DescendantNodes().OfType<CollectionExpressionSyntax>()
        where model.Meaning(file).GetTypeInfo(array).ConvertedType?.Name == "JsonArray"
        from element in array.Elements.OfType<ExpressionElementSyntax>()
        where model.Meaning(file).GetTypeInfo(element.Expression).Type is not { Name: "JsonNode" }
        select Violation.At(element.GetLocation(), "use new JsonArray(…): adding what is not a JsonNode is not safe to trim");
}
