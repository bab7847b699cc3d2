using System.Globalization;
using System.Reflection;
using KubeEdge.Shared.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KubeEdge.Docs.Tests.Snippets;

/// <summary>Compiles a snippet as a user's <c>Program.cs</c> would be: implicit usings, source generators, our packages.</summary>
internal static class SnippetCompiler
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Preview);

    private static readonly MetadataReference[] s_references =
        CompilerInputs.References(name =>
            !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !name.EndsWith(".Tests.dll", StringComparison.Ordinal));

    private static readonly ISourceGenerator[] s_generators =
        [.. typeof(SnippetCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == "SourceGenerators")
            .SelectMany(attribute => (attribute.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(path => new AnalyzerFileReference(path, Loader.Instance).GetGenerators(LanguageNames.CSharp))];

    /// <summary>The errors, each with its line in the document.</summary>
    public static IReadOnlyList<string> Errors(Snippet snippet)
    {
        var tree = CSharpSyntaxTree.ParseText(snippet.Code, s_parsing, snippet.Path);
        var isProgram = tree.GetRoot().ChildNodes().Any(node => node is GlobalStatementSyntax);
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable);
        var usings = CSharpSyntaxTree.ParseText(CompilerInputs.ImplicitUsings, s_parsing);
        var compilation = CSharpCompilation.Create("Snippet", [usings, Givens(snippet), tree], s_references, options);
        CSharpGeneratorDriver.Create(s_generators, parseOptions: s_parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        return [.. complete.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => Describe(snippet, diagnostic, tree))];
    }

    private static string Describe(Snippet snippet, Diagnostic diagnostic, SyntaxTree tree)
    {
        var offset = diagnostic.Location.SourceTree == tree ? diagnostic.Location.GetLineSpan().StartLinePosition.Line : 0;
        return $"{snippet.Path}:{snippet.Line + offset}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    // Static fields that every statement of the snippet sees, because nobody declares a logger factory in a sentence about something else.
    private static SyntaxTree Givens(Snippet snippet)
    {
        var fields = snippet.Given
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(given => $"public static {given} = default!;");
        return CSharpSyntaxTree.ParseText(
            $"global using static Given;\nstatic class Given {{ {string.Join(' ', fields)} }}", s_parsing, snippet.Path);
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
