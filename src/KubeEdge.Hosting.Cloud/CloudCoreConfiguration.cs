using KubeEdge.Hosting.Cloud.Configuration;

namespace KubeEdge.Hosting.Cloud;

/// <summary>Writes files that <see cref="CloudCoreOptions.ReadFile(string)"/> reads, as the original prints them.</summary>
public static class CloudCoreConfiguration
{
    /// <summary>
    /// Writes a <c>cloudcore.yaml</c>, version <c>v1alpha1</c>, with every field that the original prints, at its default. The address is
    /// this machine's.
    /// </summary>
    /// <param name="output">Where to.</param>
    public static void WriteDefault(TextWriter output) => CloudCoreFile.Versions[0].Write(output);

    /// <summary>
    /// Writes a <c>cloudcore.yaml</c> with what a first file needs. Unlike the original's, which switches CloudHub off, its modules are on.
    /// </summary>
    /// <param name="output">Where to.</param>
    public static void WriteMinimal(TextWriter output) => CloudCoreFile.Versions[0].Write(output, minimal: true);
}
