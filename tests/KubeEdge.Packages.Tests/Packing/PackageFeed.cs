using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Packages.Tests.Packing;

/// <summary>All packages of the family, packed once from what is built, in a folder that serves as a feed.</summary>
public sealed class PackageFeed : IAsyncLifetime
{
    /// <summary>The folder.</summary>
    public string Path { get; } = RepositoryRoot.Combine("artifacts/package-tests/feed");

    internal IReadOnlyList<Nupkg> Packages { get; private set; } = [];

    internal string Version => Packages[0].Version;

    /// <summary>Packs.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        CommandResult packed = await DotNet.RunAsync(
            RepositoryRoot.Path, null, "pack", "KubeEdge.slnx", "--no-build", "-c", configuration, "-o", Path, "-v", "q");
        packed.Ok();
        Packages = [.. Directory.GetFiles(Path, "*.nupkg").Order(StringComparer.Ordinal).Select(path => new Nupkg(path))];
    }

    /// <summary>Leaves the packages for a look at them.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Nupkg this[string id] => Packages.Single(package => package.Id == id);
}
