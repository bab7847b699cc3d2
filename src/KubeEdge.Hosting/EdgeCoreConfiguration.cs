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
    public static void WriteDefault(TextWriter output) => EdgeCoreFile.Versions[0].Write(output);

    /// <summary>
    /// Writes an <c>edgecore.yaml</c> with what a first file needs. Unlike the original's, which switches the link off, its modules are on.
    /// </summary>
    /// <param name="output">Where to.</param>
    public static void WriteMinimal(TextWriter output) => EdgeCoreFile.Versions[0].Write(output, minimal: true);
}
