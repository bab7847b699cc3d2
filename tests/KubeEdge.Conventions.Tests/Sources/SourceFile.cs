using KubeEdge.Shared.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KubeEdge.Conventions.Tests.Sources;

/// <summary>One C# file: its path below the repository root, its text and its syntax.</summary>
internal sealed class SourceFile(string path, string text)
{
    private static readonly CSharpParseOptions s_options =
        new(LanguageVersion.Preview, DocumentationMode.Parse, preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER"]);

    private SyntaxTree? _tree;

    /// <summary>The path with forward slashes, for example <c>src/KubeEdge.Beehive/Dispatch/IMessageBus.cs</c>.</summary>
    public string Path => path;

    /// <summary>The name without folders.</summary>
    public string Name => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The project's folder name, for example <c>KubeEdge.Beehive</c>.</summary>
    public string Project => path.Split('/')[1];

    /// <summary>The folders between the project and the file; empty at the project's root.</summary>
    public string[] Folders => path.Split('/')[2..^1];

    /// <summary>The whole text.</summary>
    public string Text => text;

    /// <summary>The parsed text.</summary>
    public SyntaxTree Tree => _tree ??= CSharpSyntaxTree.ParseText(text, s_options, path);

    /// <summary>The top of the parsed text.</summary>
    public SyntaxNode Root => Tree.GetRoot();

    /// <summary>The number of lines, without the empty one after the last line end.</summary>
    public int LineCount => text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    /// <summary>Reads every C# file below the given top-level folders.</summary>
    public static IReadOnlyList<SourceFile> ReadAll(params string[] folders) =>
        [.. RepositoryFiles.All
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && file.Count(character => character == '/') >= 2)
            .Where(file => folders.Contains(file[..file.IndexOf('/', StringComparison.Ordinal)]))
            .Select(file => new SourceFile(file, RepositoryFiles.Read(file)))];

    /// <inheritdoc />
    public override string ToString() => path;
}
