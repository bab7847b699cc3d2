using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Dmi.Tests.Serving;

public class OfflineTests
{
    [Fact]
    public async Task Node_ReachesNoCloudFromItsStart_ServesMappersAllTheSame()
    {
        var cloud = new SilentCloud();
        await using var rig = await DmiRig.StartAsync(services: services =>
        {
            services.AddSingleton<ILinkDialer>(cloud);
            services.AddEdgeHub(static options =>
            {
                options.NodeName = "edge-1";
                options.Server = new Uri("wss://127.0.0.1:10000");
            });
        });
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.RestartAsync();
        await cloud.Dialled.WaitAsync(TimeSpan.FromSeconds(30));

        var answer = await rig.RegisterAsync(mapper.Socket);
        await rig.TwinsKnowAsync("thermo");
        var report = await rig.ReportAsync("thermo", new Twin { PropertyName = "temp", Reported = new TwinProperty { Value = "21" } });
        await rig.PutDeviceAsync("thermo", desired: "25");

        Assert.Equal("thermo", Assert.Single(answer.Value!.DeviceList).Name);
        Assert.True(report.IsOk);
        Assert.Equal("25", (await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice")).Device.Spec.Properties[0].Desired.Value);
        Assert.NotEqual(EdgeLinkPhase.Connected, rig.Get<IEdgeLinkState>().Current.Phase);
    }
}
