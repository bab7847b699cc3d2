using System.Collections.Concurrent;
using KubeEdge.Shared.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KubeEdge.Conventions.Tests.Sources;

/// <summary>
/// Source files together with what their names mean. All packages are compiled as one, without their source generators: names from the
/// framework resolve, names that a generator adds do not, and no rule asks about those.
/// </summary>
internal sealed class SourceModel
{
    private static readonly MetadataReference[] s_references =
        CompilerInputs.References(name => !name.StartsWith("KubeEdge.", StringComparison.Ordinal));

    private static readonly Lazy<SourceModel> s_packages = new(() => new SourceModel(SourceFile.ReadAll("src")));

    private readonly CSharpCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _meanings = new();

    public SourceModel(IReadOnlyList<SourceFile> files)
    {
        Files = files;
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);
        var usings = CSharpSyntaxTree.ParseText(
            CompilerInputs.ImplicitUsings, new CSharpParseOptions(LanguageVersion.Preview), "implicit usings");
        _compilation = CSharpCompilation.Create("Sources", [usings, .. files.Select(file => file.Tree)], s_references, options);
    }

    /// <summary>Everything below <c>src/</c>.</summary>
    public static SourceModel Packages => s_packages.Value;

    /// <summary>The files, in the order they were given.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>Every type declared in the files, nested ones included.</summary>
    public IEnumerable<INamedTypeSymbol> Types => TypesIn(_compilation.Assembly.GlobalNamespace);

    /// <summary>A model of one file, for the tests of the checks.</summary>
    public static SourceModel Of(string path, string text) => new([new SourceFile(path, text)]);

    /// <summary>What the names in this file mean.</summary>
    public SemanticModel Meaning(SourceFile file) => _meanings.GetOrAdd(file.Tree, tree => _compilation.GetSemanticModel(tree));

    /// <summary>The name that a call is spelled with; asking what it means is dear, so checks look at this first.</summary>
    public static string InvokedName(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? TypesIn(type).Prepend(type) : TypesIn(member));
}
