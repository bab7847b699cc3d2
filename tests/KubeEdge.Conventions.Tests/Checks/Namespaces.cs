using KubeEdge.Conventions.Tests.Sources;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Checks;

/// <summary>The namespace of a type is the folder of its file; registration extensions live where a user looks for them.</summary>
internal static class Namespaces
{
    private static readonly HashSet<string> s_registration = ["Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting"];

    /// <summary>Namespace declarations that differ from the folder, and types without one.</summary>
    public static IEnumerable<Violation> Find(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            var expected = string.Join('.', [file.Project, .. file.Folders]);
            foreach (var node in file.Root.ChildNodes())
            {
                var declared = (node as BaseNamespaceDeclarationSyntax)?.Name.ToString();
                if (node is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax
                    && declared != expected
                    && !IsRegistration(file, declared))
                {
                    yield return Violation.At(node.GetLocation(), $"namespace {declared ?? "none"}, the folder says {expected}");
                }
            }
        }
    }

    private static bool IsRegistration(SourceFile file, string? declared) =>
        declared is not null
            && s_registration.Contains(declared)
            && file.Name.Split('.')[0].EndsWith("Extensions", StringComparison.Ordinal);
}
