using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Packages.Tests.Packing;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Packages.Tests.Publishing;

/// <summary>A sample host published as <c>docs/packages.md</c> says.</summary>
internal static class Publication
{
    // What NuGet and the SDK say when a source does not have a pack of that system.
    private static readonly string[] _absentPack = ["NU1101", "NU1102", "NETSDK1094", "NETSDK1112"];

    /// <summary>
    /// Publishes, and gives the folder. Where the package source has no runtime for the system, what is published is the portable program
    /// for an installed .NET, without a launcher, but with the native libraries of every system.
    /// </summary>
    public static async Task<string> MakeAsync(string sample, string system, params string[] how)
    {
        string folder = RepositoryRoot.Combine($"artifacts/package-tests/{sample}-{system}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        // In build folders of its own: a restore for one system must not meet those of the tests that run at the same time.
        CommandResult result = await PublishAsync(
            sample, folder,
            [
                "-c", "Release", "-r", system, "-p:Standalone=true", .. how,
                "--artifacts-path", RepositoryRoot.Combine("artifacts/package-tests/build"),
            ]);
        if (result.ExitCode != 0 && _absentPack.Any(result.Output.Contains))
        {
            TestContext.Current.SendDiagnosticMessage($"published as a portable program, since a pack for {system} is absent:\n{result.Output}");
            string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
            result = await PublishAsync(sample, folder, "--no-build", "-c", configuration, "-p:UseAppHost=false");
        }

        result.Ok();
        return folder;
    }

    private static Task<CommandResult> PublishAsync(string sample, string folder, params string[] how) =>
        DotNet.RunAsync(RepositoryRoot.Path, null, ["publish", $"samples/{sample}", "-v", "q", "-o", folder, .. how]);
}
