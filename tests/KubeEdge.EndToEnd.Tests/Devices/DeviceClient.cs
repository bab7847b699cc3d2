using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Mqtt;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>A device, or an application that listens, at a node's broker.</summary>
internal sealed class DeviceClient : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(1);
    private readonly MqttClient _client;

    private DeviceClient(int port) => _client = new MqttClient(new()
    {
        Server = new Uri(string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{port}")),
    });

    /// <summary>Connects, and hears what the filters say.</summary>
    public static async Task<DeviceClient> ConnectAsync(int port, params string[] filters)
    {
        var device = new DeviceClient(port);
        device._client.Start();
        await device._client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        if (filters.Length > 0)
        {
            MqttSubscription[] subscriptions = [.. filters.Select(static filter => new MqttSubscription(filter))];
            Assert.True((await device._client.SubscribeAsync(subscriptions).AsTask().WaitAsync(_limit)).IsSuccess);
        }

        return device;
    }

    /// <summary>A topic of a device, which is named <c>name</c> or <c>namespace/name</c>.</summary>
    public static string Topic(string device, string verb) => $"$hw/events/device/{device}/twin/{verb}";

    /// <summary>An update that reports one value.</summary>
    public static string Report(string property, long value) => Update($$$"""
        "{{{property}}}":{"actual":{"value":"{{{value.ToString(CultureInfo.InvariantCulture)}}}"}}
        """);

    /// <summary>An update of these twins.</summary>
    public static string Update(string twins) => $$$"""
        {"event_id":"","timestamp":0,"twin":{{{{twins}}}}}
        """;

    /// <summary>Publishes with quality 1; completes when the node has stored or refused it.</summary>
    public async Task<MqttPublishResult> PublishAsync(string topic, string payload) => await _client.PublishAsync(new()
    {
        Topic = topic,
        Payload = Encoding.UTF8.GetBytes(payload),
        Qos = MqttQos.AtLeastOnce,
    });

    /// <summary>The next message.</summary>
    public async Task<(string Topic, JsonNode Payload)> NextAsync()
    {
        MqttDelivery delivery = await _client.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
        delivery.Acknowledge();
        JsonNode payload = JsonNode.Parse(delivery.Message.Payload.Span) ?? throw new InvalidDataException("null was published");
        return (delivery.Message.Topic, payload);
    }

    /// <summary>Asks for a device's twin. Of a client that hears nothing but such answers; those to others are passed over.</summary>
    public async Task<JsonNode> GetAsync(string device)
    {
        string id = Guid.NewGuid().ToString();
        _ = PublishAsync(Topic(device, "get"), $$"""{"event_id":"{{id}}"}""");
        while (true)
        {
            JsonNode payload = (await NextAsync()).Payload;
            if ((string?)payload["event_id"] == id)
            {
                return payload;
            }
        }
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
