using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Packages.Tests.Packing;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Packages.Tests.Publishing;

/// <summary>
/// A sample host published as <c>docs/packages.md</c> says. With build folders of its own: a restore for one system must not meet those of
/// the tests that run at the same time.
/// </summary>
internal static class Publication
{
    // What NuGet and the SDK say when a source does not have a pack of that system.
    private static readonly string[] _absentPack = ["NU1101", "NU1102", "NETSDK1094", "NETSDK1112"];

    /// <summary>Publishes, and gives the folder. Skips the test when the package source lacks a pack of the system, and only then.</summary>
    public static async Task<string> MakeAsync(string sample, string system)
    {
        string folder = RepositoryRoot.Combine($"artifacts/package-tests/{sample}-{system}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        CommandResult result = await DotNet.RunAsync(
            RepositoryRoot.Path, null,
            "publish", $"samples/{sample}", "-c", "Release", "-r", system, "-p:Standalone=true", "-v", "q",
            "--artifacts-path", RepositoryRoot.Combine("artifacts/package-tests/build"), "-o", folder);
        if (result.ExitCode != 0 && _absentPack.FirstOrDefault(result.Output.Contains) is { } code)
        {
            string line = result.Output.Split('\n').First(line => line.Contains(code, StringComparison.Ordinal));
            Assert.Skip($"the package source lacks what {system} needs: {line.Trim()}");
        }

        result.Ok();
        return folder;
    }
}
