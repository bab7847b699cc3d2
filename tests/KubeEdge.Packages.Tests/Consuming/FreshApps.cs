using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Packages.Tests.Packing;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Packages.Tests.Consuming;

/// <summary>
/// The programs of <c>Apps/</c>, built outside the repository as their authors would: from the folder feed and the user's own sources, with
/// a package cache that has never seen the family, and warnings as errors.
/// </summary>
public sealed class FreshApps(PackageFeed feed) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Copies and builds.</summary>
    public async ValueTask InitializeAsync()
    {
        string sources = RepositoryRoot.Combine("tests/KubeEdge.Packages.Tests/Apps");
        foreach (string source in Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories))
        {
            string copy = _folder[Path.GetRelativePath(sources, source)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? copy);
            File.Copy(source, copy);
        }

        // The user's own sources stay beside it: nothing is cleared.
        await File.WriteAllTextAsync(
            _folder["nuget.config"],
            $"""<configuration><packageSources><add key="folder" value="{feed.Path}" /></packageSources></configuration>""");
        CommandResult built = await DotNet.RunAsync(
            _folder.Path, _folder["packages"], "build", "Apps.slnx", "-c", "Release", "-v", "q", $"-p:KubeEdgeVersion={feed.Version}");
        built.Ok();
    }

    /// <summary>Deletes everything.</summary>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal string OutputOf(string app) => _folder[Path.Combine(app, "bin", "Release", "net10.0")];

    /// <summary>Runs a program in a folder of its own and gives what it printed.</summary>
    internal async Task<string> RunAsync(string app)
    {
        string work = _folder[Path.Combine("work", app)];
        Directory.CreateDirectory(work);
        CommandResult result = await Command.RunAsync("dotnet", [Path.Combine(OutputOf(app), app + ".dll")], directory: work);
        return result.Ok();
    }
}
