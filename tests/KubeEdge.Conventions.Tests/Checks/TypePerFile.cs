using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>
/// One top-level type per file, named like the file; parts of a partial type are <c>Type.Aspect.cs</c>. A delegate or an enum of under ten
/// lines may stand beside the one type that uses it.
/// </summary>
internal static class TypePerFile
{
    private const int SmallLines = 10;
    private static readonly HashSet<string> s_withoutType = ["AssemblyInfo.cs", "GlobalUsings.cs"];

    /// <summary>Checks each file; the others of its project say whether a small companion is used elsewhere.</summary>
    public static IEnumerable<Violation> Find(IReadOnlyList<SourceFile> files) =>
        files
            .GroupBy(file => file.Project)
            .SelectMany(project => project.SelectMany(file => Check(file, [.. project.Where(other => other != file)])));

    private static IEnumerable<Violation> Check(SourceFile file, IReadOnlyList<SourceFile> others)
    {
        var types = file.Root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .ToList();
        if (file.Root.ChildNodes().Any(node => node is GlobalStatementSyntax) || (types.Count == 0 && s_withoutType.Contains(file.Name)))
        {
            yield break;
        }

        var subject = types.FirstOrDefault(type => Matches(file, type));
        if (subject is null)
        {
            yield return new Violation(file.Path, 1, $"no type named like the file (found: {string.Join(", ", types.Select(NameOf))})");
            yield break;
        }

        foreach (var type in types.Where(type => type != subject && !IsCompanion(type, others)))
        {
            yield return Violation.At(type.GetLocation(), $"{NameOf(type)} stands in the file of {NameOf(subject)}");
        }
    }

    private static bool Matches(SourceFile file, MemberDeclarationSyntax type)
    {
        var name = NameOf(type);
        var isPart = type.Modifiers.Any(modifier => modifier.Text == "partial")
            || type is TypeDeclarationSyntax { TypeParameterList: not null };
        return file.Name == name + ".cs" || (isPart && file.Name.StartsWith(name + ".", StringComparison.Ordinal));
    }

    private static bool IsCompanion(MemberDeclarationSyntax type, IReadOnlyList<SourceFile> others)
    {
        var span = type.GetLocation().GetLineSpan();
        return type is EnumDeclarationSyntax or DelegateDeclarationSyntax
            && span.EndLinePosition.Line - span.StartLinePosition.Line + 1 < SmallLines
            && !others.Any(other => other.Root.DescendantTokens().Any(token => token.ValueText == NameOf(type)));
    }

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is BaseTypeDeclarationSyntax declared ? declared.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;
}
