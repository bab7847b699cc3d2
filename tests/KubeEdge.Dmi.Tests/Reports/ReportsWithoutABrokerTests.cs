using System.Net;
using System.Text.Json.Nodes;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.EventBus;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Dmi.Tests.Reports;

/// <summary>Mappers report while the broker beside the node is away.</summary>
public sealed class ReportsWithoutABrokerTests
{
    private const int Reports = 200;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Next());

    [Fact]
    public async Task Report_IsStoredAndAnsweredAtOnce_AndItsResultLeavesInOrderWhenTheBrokerIsBack()
    {
        var entry = new Entry();
        await using var rig = await DmiRig.StartAsync(
            dmi => dmi.ReportBurst = Reports,
            mqtt: services => services.AddSingleton(TimeProvider.System).AddEventBus(bus =>
            {
                bus.Mode = EventBusMode.External;
                bus.External.Server = new Uri($"tcp://{_address}");
            }));
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");

        for (var value = 1; value <= Reports; value++)
        {
            var twin = new Twin { PropertyName = "temp", Reported = new() { Value = $"{value}" } };
            Assert.True((await rig.ReportAsync("thermo", twin)).IsOk);
        }

        Assert.False(Assert.Single(rig.Get<IEventBusState>().Brokers).IsConnected);
        await using var broker = await StartAsync(entry);
        await using var listener = broker.Connect("listener");
        Assert.True((await listener.SubscribeAsync([new MqttSubscription("$hw/events/device/+/+/twin/update/result")])).IsSuccess);
        entry.Open();

        for (var value = 1; value <= Reports; value++)
        {
            var delivery = await listener.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
            delivery.Acknowledge();
            var payload = JsonNode.Parse(delivery.Message.Payload.Span);
            Assert.Equal($"{value}", (string?)payload?["twin"]?["temp"]?["actual"]?["value"]);
        }
    }

    private async Task<MqttBroker> StartAsync(Entry entry)
    {
        var options = new MqttBrokerOptions();
        options.Endpoints.Add(new MqttEndpointOptions { Address = _address });
        var broker = new MqttBroker(options, new MqttBrokerHooks { Authenticator = entry });
        await broker.StartAsync().WaitAsync(_limit);
        return broker;
    }

    /// <summary>Lets nobody in before somebody listens: the broker keeps nothing for a listener that comes later.</summary>
    private sealed class Entry : IMqttAuthenticator
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _open.SetResult();

        public async ValueTask<MqttReason> AuthenticateAsync(
            MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken)
        {
            if (!client.IsInProcess)
            {
                await _open.Task.WaitAsync(cancellationToken);
            }

            return MqttReason.Success;
        }
    }
}
