using KubeEdge.Hosting.Configuration;

namespace KubeEdge.Hosting;

/// <summary>Writes files that <see cref="EdgeCoreOptions.ReadFile(string)"/> reads, as the original prints them.</summary>
public static class EdgeCoreConfiguration
{
    /// <summary>
    /// Writes an <c>edgecore.yaml</c>, version <c>v1alpha2</c>, with every field that the original prints, at its default. Name and address
    /// are this machine's.
    /// </summary>
    /// <param name="output">Where to.</param>
    public static void WriteDefault(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("# Every field of edgecore.yaml at the original's default; name and address are this machine's.");
        output.WriteLine("# A field that is left out has its default. Which ones have an effect yet: docs/configuration.md.");
        EdgeCoreFile.Versions[0].Write(output);
    }

    /// <summary>
    /// Writes an <c>edgecore.yaml</c> with what a first file needs. Unlike the original's, which switches the link off, its modules are on.
    /// </summary>
    /// <param name="output">Where to.</param>
    public static void WriteMinimal(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("# What a first edgecore.yaml needs; name and address are this machine's. --defaultconfig prints every field.");
        EdgeCoreFile.Versions[0].Write(output, minimal: true);
    }
}
