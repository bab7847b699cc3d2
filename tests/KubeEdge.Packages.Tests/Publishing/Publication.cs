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

        // The libraries are taken as they were built for these tests: neither restored nor compiled again for each system.
        CommandResult result = await PublishAsync(
            sample, folder,
            ["-r", system, "-p:Standalone=true", "-p:RestoreRecursive=false", "-p:BuildProjectReferences=false", .. how]);
        if (result.ExitCode != 0 && _absentPack.Any(result.Output.Contains))
        {
            TestContext.Current.SendDiagnosticMessage($"published as a portable program, since a pack for {system} is absent:\n{result.Output}");
            result = await PublishAsync(sample, folder, "--no-build", "-p:UseAppHost=false");
        }

        result.Ok();
        return folder;
    }

    private static Task<CommandResult> PublishAsync(string sample, string folder, params string[] how)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return DotNet.RunAsync(RepositoryRoot.Path, null, ["publish", $"samples/{sample}", "-c", configuration, "-v", "q", "-o", folder, .. how]);
    }
}
