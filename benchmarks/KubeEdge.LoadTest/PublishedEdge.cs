using System.Diagnostics;
using System.Runtime.InteropServices;
using KubeEdge.Shared.Repository;

namespace KubeEdge.LoadTest;

/// <summary>Publishes EdgeCore for this machine, as <c>docs/packages.md</c> says.</summary>
internal static class PublishedEdge
{
    /// <returns>The program.</returns>
    public static async Task<string> MakeAsync(string folder)
    {
        using Process publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", RepositoryRoot.Combine("samples/EdgeCore"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-v", "q",
                "-p:Standalone=true", "--artifacts-path", RepositoryRoot.Combine("artifacts/published"), "-o", folder,
            ])) ?? throw new InvalidOperationException("dotnet did not start");
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(folder, "EdgeCore") : throw new InvalidOperationException("EdgeCore cannot be published");
    }
}
