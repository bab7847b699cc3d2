using System.Diagnostics;
using KubeEdge.EndToEnd.Tests.Processes;

namespace KubeEdge.Packages.Tests.Packing;

/// <summary>The dotnet command line, as a user has it.</summary>
internal static class DotNet
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(8);

    /// <summary>Runs one command to its end.</summary>
    /// <param name="directory">Where it runs.</param>
    /// <param name="packages">The package cache to use; null is the user's.</param>
    /// <param name="arguments">What it is given.</param>
    public static Task<CommandResult> RunAsync(string directory, string? packages, params string[] arguments)
    {
        // Compilers take what the tests beside them leave.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("dotnet", arguments)
            : new ProcessStartInfo("nice", ["-n", "19", "dotnet", .. arguments]);
        start.WorkingDirectory = directory;

        // What the runner of this very test left there is about its own build.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        if (packages is not null)
        {
            start.Environment["NUGET_PACKAGES"] = packages;
        }

        return Command.RunAsync(start, _limit);
    }
}
