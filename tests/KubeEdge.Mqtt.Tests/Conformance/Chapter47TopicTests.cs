using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Broker;
using KubeEdge.Mqtt.Tests.Client;
using KubeEdge.Mqtt.Tests.Packets;

namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>Chapter 4.7: topic names and filters.</summary>
public sealed class Chapter47TopicTests
{
    [Theory]
    [InlineData("sport/tennis/#", "sport/tennis", true)]
    [InlineData("sport/tennis/#", "sport/tennis/player/score", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player/score", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    public async Task MQTT_4_7_1_1_Wildcard_MatchesTheLevelsThatItStandsFor(string filter, string topic, bool matches)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync(filter, MqttQos.AtMostOnce);
        await client.SubscribeAsync("marker!", MqttQos.AtMostOnce);

        await client.PublishAsync(topic, "x");
        await client.PublishAsync("marker!", "end");

        await client.ReadPublishAsync(matches ? "x" : "end");
    }

    [Theory]
    [InlineData("sport/tennis#")]
    [InlineData("sport/tennis/#/ranking")]
    [InlineData("##")]
    public Task MQTT_4_7_1_1_MultiLevelWildcardInAWrongPlace_IsRefused(string filter) => ExpectRefusedAsync(filter);

    [Theory]
    [InlineData("sport+")]
    [InlineData("sport/+a")]
    [InlineData("++")]
    public Task MQTT_4_7_1_2_SingleLevelWildcardInAWrongPlace_IsRefused(string filter) => ExpectRefusedAsync(filter);

    [Theory]
    [InlineData("#")]
    [InlineData("+/monitor/Clients")]
    public async Task MQTT_4_7_2_1_WildcardInTheFirstLevel_DoesNotMatchDollarTopics(string filter)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync(filter, MqttQos.AtMostOnce);
        await client.SubscribeAsync("$hw/#", MqttQos.AtMostOnce);

        await client.PublishAsync("$other/monitor/Clients", "hidden");
        await client.PublishAsync("$hw/monitor/Clients", "asked for");

        await client.ReadPublishAsync("asked for");
    }

    [Fact]
    public async Task MQTT_Section_4_7_3_TopicWithTooManyLevels_IsRefused()
    {
        await using var host = await TestBroker.StartAsync(options => options.Limits.TopicLevels = 3);
        await using var client = await host.ConnectAsync();

        Assert.Equal([MqttReason.TopicFilterInvalid], await client.SubscribeAsync("a/b/c/d"));
        await client.PublishAsync("a/b/c/d", "x", MqttQos.AtLeastOnce, 1);
        Assert.Equal(MqttReason.TopicNameInvalid, (await client.ReadAckAsync(MqttPacketType.Puback, 1)).Reason);
    }

    [Fact]
    public void MQTT_4_7_3_1_EmptyTopicFilter_IsMalformed() =>
        Assert.Equal("topic filter", PacketBytes.Fail("82 05 0001 0000 00", MqttVersion.V311).Field);

    [Fact]
    public async Task MQTT_4_7_3_1_EmptyNameOrFilter_IsRefusedByTheClient()
    {
        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([new("")]).AsTask());
        Assert.Equal(MqttReason.TopicNameInvalid, (await fixture.Client.PublishAsync(new MqttMessage { Topic = "" })).Reason);
    }

    [Fact]
    public async Task MQTT_4_7_3_3_NameOrFilterOfMoreThan65535Bytes_IsRefusedByTheClient()
    {
        var text = new string('\u00E9', 32_768); // Two bytes each.
        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([new(text)]).AsTask());
        Assert.Equal(MqttReason.TopicNameInvalid, (await fixture.Client.PublishAsync(new MqttMessage { Topic = text })).Reason);
        Assert.Equal(MqttPublishStatus.Sent, (await fixture.Client.PublishAsync(new MqttMessage { Topic = text[1..] })).Status);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a ")]
    [InlineData("a\u0301")]
    public async Task MQTT_4_7_3_4_NameThatIsOnlySimilar_DoesNotMatch(string topic)
    {
        await using var host = await TestBroker.StartAsync();
        await using var client = await host.ConnectAsync();
        await client.SubscribeAsync("a", MqttQos.AtMostOnce);
        await client.SubscribeAsync("\u00E1", MqttQos.AtMostOnce);

        await client.PublishAsync(topic, "similar");
        await client.PublishAsync("a", "equal");

        await client.ReadPublishAsync("equal");
    }

    // The server says so filter by filter; the client does not send it at all.
    private static async Task ExpectRefusedAsync(string filter)
    {
        await using var host = await TestBroker.StartAsync();
        await using var newer = await host.ConnectAsync("5");
        await using var older = await host.ConnectAsync("311", MqttVersion.V311);
        Assert.Equal([MqttReason.TopicFilterInvalid], await newer.SubscribeAsync(filter));
        Assert.Equal([MqttReason.UnspecifiedError], await older.SubscribeAsync(filter));

        await using var fixture = new ClientFixture();
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.SubscribeAsync([new(filter)]).AsTask());
    }
}
