using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Tests.Support;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Controllers.Tests.Devices;

public sealed class DeviceEventsTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ModelMissing_ApiThere_AnEventAtTheDeviceSaysWhy()
    {
        await using var api = await FakeApi.StartAsync();
        using var client = new KubeClient(new KubeClientOptions { Server = api.Address });
        using var events = new DeviceEvents(client, new ManualTimeProvider(), NullLogger<DeviceEvents>.Instance);
        await events.StartAsync(default).WaitAsync(_limit);

        events.ModelMissing(TestDevices.Record("d", model: null));

        await api.UntilAsync(static api => api.List("events").Count > 0, "an event");
        var written = Assert.Single(api.List("events"));
        Assert.Equal("NoDeviceModel", (string?)written["reason"]);
        Assert.Equal("d", (string?)written["involvedObject"]?["name"]);
        await events.StopAsync(default).WaitAsync(_limit);
    }
}
