using System.Collections.Immutable;
using System.Reflection;
using KubeEdge.Shared.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KubeEdge.Docs.Tests.Snippets;

/// <summary>Compiles a snippet as a user's <c>Program.cs</c> would be: implicit usings, nullable, the framework's source generators, our packages.</summary>
internal static class SnippetCompiler
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] s_references =
        CompilerInputs.References(name => !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !name.EndsWith(".Tests.dll", StringComparison.Ordinal));

    private static readonly ImmutableArray<ISourceGenerator> s_generators =
        [.. typeof(SnippetCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SourceGenerators").Value?
            .Split(';', StringSplitOptions.RemoveEmptyEntries).SelectMany(path => new AnalyzerFileReference(path, Loader.Instance).GetGenerators(LanguageNames.CSharp)) ?? []];

    /// <summary>The errors, each with its line in the document.</summary>
    public static IReadOnlyList<string> Errors(Snippet snippet)
    {
        var tree = CSharpSyntaxTree.ParseText(snippet.Code, s_parsing, snippet.Path);
        var kind = tree.GetRoot().ChildNodes().Any(node => node is GlobalStatementSyntax) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Snippet", [CSharpSyntaxTree.ParseText(CompilerInputs.ImplicitUsings, s_parsing), Givens(snippet), tree], s_references, options);
        CSharpGeneratorDriver.Create(s_generators, parseOptions: s_parsing).RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        return [.. complete.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic =>
            $"{snippet.Path}:{(diagnostic.Location.SourceTree == tree ? snippet.Line + diagnostic.Location.GetLineSpan().StartLinePosition.Line : snippet.Line)}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }

    // Static fields that every statement of the snippet sees, because nobody declares a logger factory in a sentence about something else.
    private static SyntaxTree Givens(Snippet snippet)
    {
        var fields = snippet.Given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(given => $"public static {given} = default!;");
        return CSharpSyntaxTree.ParseText($"global using static Given;\nstatic class Given {{ {string.Join(' ', fields)} }}", s_parsing, snippet.Path);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static Loader Instance { get; } = new();

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
