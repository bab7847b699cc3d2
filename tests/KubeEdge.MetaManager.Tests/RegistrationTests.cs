using KubeEdge.Beehive.Modules;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KubeEdge.MetaManager.Tests;

public class RegistrationTests
{
    [Fact]
    public async Task AddMetaManager_Twice_IsOneModuleWithThreeSources()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetaStore(options => options.Path = Path.Combine(Directory.CreateTempSubdirectory("kubeedge-test-").FullName, "edge.db"));
        services.AddEdgeHub(options =>
        {
            options.NodeName = "edge-1";
            options.Server = new Uri("wss://127.0.0.1:10000");
        });
        services.AddMetaManager();
        services.AddMetaManager();
        await using var provider = services.BuildServiceProvider(validateScopes: true);

        Assert.Equal(["websocket", "metamanager"], provider.GetServices<Module>().Select(module => module.Name));
        Assert.Equal(
            ["edgehub.requests", "metamanager.inventory", "metamanager.answers", "metamanager.forwarded"], provider.GetServices<IUpstreamSource>().Select(source => source.Name));
        Assert.Equal(["inventory"], provider.GetRequiredService<IOptions<EdgeHubOptions>>().Value.Features);
        Directory.Delete(Path.GetDirectoryName(provider.GetRequiredService<IOptions<MetaStoreOptions>>().Value.Path)!, recursive: true);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(65_537, 1)]
    public void Validate_OutOfRange_IsNamed(int inFlight, int answers)
    {
        var options = new MetaManagerOptions { MaximumInFlight = inFlight, MaximumAnswers = answers };

        Assert.Contains("MetaManager: Maximum", new MetaManagerOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }
}
