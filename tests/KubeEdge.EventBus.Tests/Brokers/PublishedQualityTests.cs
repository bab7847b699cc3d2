using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.EventBus.Tests.Peers;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>With which quality and whether retained the node publishes, as a device of a real broker sees it.</summary>
public sealed class PublishedQualityTests
{
    private const string Topic = "$hw/events/device/x/twin/update/delta";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(MqttQos.AtMostOnce, false)]
    [InlineData(MqttQos.AtLeastOnce, true)]
    [InlineData(MqttQos.ExactlyOnce, true)]
    public async Task Internal_IsAsConfigured(MqttQos qos, bool retain)
    {
        await using var rig = await MqttRig.StartInternalAsync(
            configure: bus => (bus.Internal.Qos, bus.Internal.Retain) = (qos, retain));

        Assert.Equal((qos, retain), await PublishedAsync(rig));
    }

    [Fact]
    public async Task External_IsAtLeastOnceAndNotRetained_WhateverIsSetForTheInternalOne()
    {
        MosquittoServer.SkipWhereAbsent();
        await using var server = new MosquittoServer();
        await server.StartAsync();
        await using var rig = await MqttRig.StartExternalAsync(
            server.Address, bus => (bus.Internal.Qos, bus.Internal.Retain) = (MqttQos.ExactlyOnce, true));

        Assert.Equal((MqttQos.AtLeastOnce, false), await PublishedAsync(rig));
    }

    private static async Task<(MqttQos Qos, bool Retain)> PublishedAsync(MqttRig rig)
    {
        await using var device = new MqttClient(new MqttClientOptions { Server = rig.State.Brokers[0].Server });
        device.Start();
        await device.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        var subscription = new MqttSubscription(Topic, MqttQos.ExactlyOnce) { RetainAsPublished = true };
        Assert.True((await device.SubscribeAsync([subscription]).AsTask().WaitAsync(_limit)).IsSuccess);

        await rig.PublishAsync(Topic, "{}");

        var message = (await device.Deliveries.ReadAsync().AsTask().WaitAsync(_limit)).Message;
        return (message.Qos, message.Retain);
    }
}
