using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Controllers.Tests.Edge;

public sealed class EdgeControllerTests
{
    [Fact]
    public async Task AddEdgeController_FollowsTheConfigMapsOfTheApi()
    {
        await using var api = await FakeApi.StartAsync();
        api.Apply("first", "1");
        var desired = new FakeDesiredState();
        var services = new ServiceCollection();
        services.AddSingleton(new KubeClient(new KubeClientOptions { Server = api.Address })).AddSingleton<IDesiredState>(desired);
        services.AddEdgeController().AddEdgeController();
        await using var provider = services.BuildServiceProvider();
        var controller = Assert.Single(provider.GetServices<IHostedService>());

        await controller.StartAsync(default);
        Assert.Equal("put configmaps default/first", await desired.NextAsync());
        Assert.Equal("synced configmaps", await desired.NextAsync());
        api.Apply("second", "1");
        Assert.Equal("put configmaps default/second", await desired.NextAsync());
        api.Delete("first");
        Assert.Equal("remove configmaps default/first", await desired.NextAsync());
        await controller.StopAsync(default).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Start_ApiAway_WaitsForItAndStopsAtOnce()
    {
        var desired = new FakeDesiredState();
        var services = new ServiceCollection();
        services.AddSingleton(new KubeClient(new KubeClientOptions { Server = new Uri("http://127.0.0.1:1") })).AddSingleton<IDesiredState>(desired);
        services.AddEdgeController();
        await using var provider = services.BuildServiceProvider();
        var controller = Assert.Single(provider.GetServices<IHostedService>());

        await controller.StartAsync(default);
        await controller.StopAsync(default).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(desired.Taken());
    }
}
