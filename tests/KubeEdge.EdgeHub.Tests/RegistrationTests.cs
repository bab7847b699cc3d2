using KubeEdge.Beehive.Modules;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KubeEdge.EdgeHub.Tests;

public class RegistrationTests
{
    [Fact]
    public async Task AddEdgeHub_Twice_RunsOneModuleAndConnects()
    {
        var dialer = new FakeDialer();
        var link = new FakeLink();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSingleton<ILinkDialer>(dialer);
        builder.Services.AddEdgeHub(options => options.NodeName = "edge-1");
        builder.Services.AddEdgeHub(options => options.Server = new Uri("wss://127.0.0.1:10000"));
        using var host = builder.Build();
        Assert.Single(host.Services.GetServices<Module>());

        await host.StartAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await dialer.AnswerAsync(new DialResult(link));
        await link.NextAsync();

        Assert.True(host.Services.GetRequiredService<IEdgeLinkState>().Current.IsConnected);
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(link.IsDisposed);
    }

    [Fact]
    public async Task AddEdgeHub_BadOptions_FailsAtStartNamingThem()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddEdgeHub();
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync()).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("NodeName", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Server", failure.Message, StringComparison.Ordinal);
    }
}
