using Microsoft.CodeAnalysis;

namespace KubeEdge.Shared.Roslyn;

/// <summary>What a compilation inside a test starts from.</summary>
internal static class CompilerInputs
{
    /// <summary>The usings that the SDK adds to every project.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The assemblies that the running test program can load and whose file name is wanted.</summary>
    public static MetadataReference[] References(Func<string, bool> isWanted) =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => isWanted(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path))];
}
