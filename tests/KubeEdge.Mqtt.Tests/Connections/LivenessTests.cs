using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Connections;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Connections;

public sealed class LivenessTests
{
    [Fact]
    public void NotListening_Connected_SilenceCountsFromListeningOn()
    {
        var clock = new ManualTimeProvider();
        List<MqttReason> expired = [];
        using var liveness = new Liveness(new MqttBrokerLimits(), clock, expired.Add);
        liveness.Connected(20);
        liveness.NotListening();
        clock.Advance(TimeSpan.FromMinutes(5));
        liveness.Listening();

        clock.Advance(TimeSpan.FromSeconds(29));
        liveness.Listening();
        Assert.Empty(expired);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([MqttReason.KeepAliveTimeout], expired);
    }

    [Fact]
    public void NotListening_DuringTheHandshake_ItsTimeGoesOn()
    {
        var clock = new ManualTimeProvider();
        List<MqttReason> expired = [];
        using var liveness = new Liveness(new MqttBrokerLimits(), clock, expired.Add);
        liveness.NotListening();

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([MqttReason.KeepAliveTimeout], expired);
    }
}
