using KubeEdge.Shared.Roslyn;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KubeEdge.PublicSurface.Tests.Surface;

/// <summary>Opens built assemblies as a compiler sees them.</summary>
internal static class PackageAssembly
{
    private static readonly MetadataReference[] s_references = CompilerInputs.References(_ => true);

    /// <summary>The names of the packages that this project was built with.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. s_references
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Display) ?? "")
            .Where(name => name.StartsWith("KubeEdge.", StringComparison.Ordinal) && !name.EndsWith(".Tests", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>A built package.</summary>
    public static IAssemblySymbol Open(string name) =>
        Symbol(
            CSharpCompilation.Create("Reader", references: s_references),
            s_references.Single(reference => Path.GetFileNameWithoutExtension(reference.Display) == name));

    /// <summary>An assembly compiled from text, for the tests of the writer.</summary>
    public static IAssemblySymbol Compile(string source)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Compiled", [CSharpSyntaxTree.ParseText(source)], s_references, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        var reference = MetadataReference.CreateFromImage(image.ToArray());
        return Symbol(CSharpCompilation.Create("Reader", references: [.. s_references, reference]), reference);
    }

    private static IAssemblySymbol Symbol(CSharpCompilation compilation, MetadataReference reference) =>
        (IAssemblySymbol?)compilation.GetAssemblyOrModuleSymbol(reference)
            ?? throw new InvalidOperationException($"{reference.Display} is no assembly");
}
