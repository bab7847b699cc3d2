using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KubeEdge.Controllers.Tests.Edge;

public sealed class EdgeControllerTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Run_ObjectsOfTheApi_BecomeTheDesiredStateOfTheirNodes()
    {
        await using var api = await FakeApi.StartAsync();
        api.Apply("first", "1");
        api.Apply("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"edge-1","labels":{"node-role.kubernetes.io/edge":""}}}""");
        var desired = new FakeDesiredState();
        await using var provider = Provide(api.Address, desired);
        await StartAsync(provider);

        await desired.WaitForAsync("synced serviceaccounts");
        api.Apply("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s","namespace":"default"}}""");
        await desired.WaitForAsync($"put secrets/default/s@{VersionOf(api, "secrets", "s")} for nobody");
        api.Apply("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},"spec":{"nodeName":"edge-1","imagePullSecrets":[{"name":"s"}]}}""");
        await desired.WaitForAsync($"put secrets/default/s@{VersionOf(api, "secrets", "s")} for edge-1");
        await desired.WaitForAsync($"put pods/default/p@{VersionOf(api, "pods", "p")} for edge-1");
        api.Delete("pods", "default", "p");
        await desired.WaitForAsync("remove pods/default/p");
        await desired.WaitForAsync($"put secrets/default/s@{VersionOf(api, "secrets", "s")} for nobody");
        await StopAsync(provider);
    }

    [Fact]
    public async Task Start_ApiAway_WaitsForItAndStopsAtOnce()
    {
        var desired = new FakeDesiredState();
        await using var provider = Provide(new Uri("http://127.0.0.1:1"), desired);

        await StartAsync(provider);
        await StopAsync(provider);

        Assert.Empty(desired.Taken());
    }

    [Fact]
    public void AddEdgeController_Twice_RegistersOnce()
    {
        using var provider = Provide(new Uri("http://127.0.0.1:1"), new FakeDesiredState());

        Assert.Equal(["EdgeController", "SyncController"], provider.GetServices<IHostedService>().Select(service => service.GetType().Name).Order());
    }

    private static string VersionOf(FakeApi api, string plural, string name) =>
        api.List(plural).Single(item => item["metadata"]!["name"]!.GetValue<string>() == name)["metadata"]!["resourceVersion"]!.GetValue<string>();

    private static ServiceProvider Provide(Uri api, FakeDesiredState desired)
    {
        var services = new ServiceCollection();
        services.AddSingleton(new KubeClient(new KubeClientOptions { Server = api }));
        services.AddSingleton<IDesiredState>(desired).AddSingleton<IDeliveryRecords>(new FakeDeliveryRecords());
        services.AddEdgeController().AddEdgeController();
        return services.BuildServiceProvider();
    }

    private static async Task StartAsync(ServiceProvider provider)
    {
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(default).WaitAsync(_limit);
        }
    }

    private static async Task StopAsync(ServiceProvider provider)
    {
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StopAsync(default).WaitAsync(_limit);
        }
    }
}
