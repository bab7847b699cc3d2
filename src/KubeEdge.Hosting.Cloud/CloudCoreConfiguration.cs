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
    public static void WriteDefault(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("# Every field of cloudcore.yaml at the original's default; name and address are this machine's.");
        output.WriteLine("# A field that is left out has its default. Which ones have an effect yet: docs/configuration.md.");
        CloudCoreFile.Versions[0].Write(output);
    }

    /// <summary>
    /// Writes a <c>cloudcore.yaml</c> with what a first file needs. Unlike the original's, which switches CloudHub off, its modules are on.
    /// </summary>
    /// <param name="output">Where to.</param>
    public static void WriteMinimal(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine("# What a first cloudcore.yaml needs; name and address are this machine's. --defaultconfig prints every field.");
        CloudCoreFile.Versions[0].Write(output, minimal: true);
    }
}
