using System.Text.Json.Nodes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>The twins of a whole node as MQTT clients see them.</summary>
public sealed class TwinsOverMqtt : IAsyncLifetime
{
    private const int Readers = 8;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private DeviceHosts? _hosts;

    private DeviceHosts Hosts => _hosts ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _hosts = await DeviceHosts.StartAsync(serveMqtt: true);

    public ValueTask DisposeAsync() => _hosts?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task EitherShapeOfTopic_IsAnsweredInItsShape()
    {
        await Hosts.AddDeviceAsync("lamp", "on");
        await using DeviceClient client = await DeviceClient.ConnectAsync(
            Hosts.MqttPort, "$hw/events/device/+/twin/#", "$hw/events/device/+/+/twin/#");
        foreach (string device in (string[])["lamp", "default/lamp"])
        {
            await client.PublishAsync(DeviceClient.Topic(device, "update"), DeviceClient.Report("on", 1)).WaitAsync(_limit);
            await client.PublishAsync(DeviceClient.Topic(device, "get"), "{}").WaitAsync(_limit);

            var heard = new List<string>();
            while (heard.LastOrDefault() != DeviceClient.Topic(device, "get/result"))
            {
                heard.Add((await client.NextAsync()).Topic);
            }

            string[] verbs = ["get", "get/result", "update", "update/document", "update/result"];
            Assert.Equal(verbs.Select(verb => DeviceClient.Topic(device, verb)), heard.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task DeviceRemovedWhileItUpdates_EveryUpdateIsAnswered_WithSuccessAndThenWithNotFound()
    {
        await Hosts.AddDeviceAsync("leaving", "n");
        await using DeviceClient listener = await DeviceClient.ConnectAsync(
            Hosts.MqttPort, DeviceClient.Topic("default/leaving", "update/result"));
        await using DeviceClient device = await DeviceClient.ConnectAsync(Hosts.MqttPort);
        Task removed = Task.CompletedTask;
        var answered = new List<int>();
        for (int round = 0; answered.Count < 1000 || answered[^1] != 404; round++)
        {
            Task[] updates =
            [
                .. Enumerable.Range(0, 100)
                    .Select(i => device.PublishAsync(DeviceClient.Topic("default/leaving", "update"), DeviceClient.Report("n", i))),
            ];
            removed = round == 5 ? Hosts.DeleteDeviceAsync("leaving") : removed;
            await Task.WhenAll(updates).WaitAsync(_limit);
            for (int i = 0; i < updates.Length; i++)
            {
                answered.Add((int?)(await listener.NextAsync()).Payload["code"] ?? 200);
            }
        }

        await removed.WaitAsync(_limit);
        Assert.Equal([200, 404], answered.Distinct());
        Assert.Equal(answered.Order(), answered);
    }

    [Fact]
    public async Task AskedByManyDuringUpdates_EveryAnswerIsOneMoment()
    {
        await Hosts.AddDeviceAsync("pair", "a", "b");
        await using DeviceClient device = await DeviceClient.ConnectAsync(Hosts.MqttPort);
        using var done = new CancellationTokenSource();
        var answered = Enumerable.Range(0, Readers).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        Task[] readers = [.. answered.Select((first, reader) => Task.Run(() => ReadAsync(reader, first, done.Token)))];
        Task all = Task.WhenAny(Task.WhenAll(answered.Select(static first => first.Task)), Task.WhenAny(readers));

        // Until each was answered during them; a reader that ends before that has failed.
        for (int i = 0; i < Effort.Of(2_000, 10_000) || !all.IsCompleted; i += 100)
        {
            await Task.WhenAll(Enumerable.Range(i, 100).Select(UpdateAsync)).WaitAsync(_limit);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(_limit);
        Assert.All(answered, static first => Assert.True(first.Task.IsCompletedSuccessfully));

        Task UpdateAsync(int value) => device.PublishAsync(
            DeviceClient.Topic("default/pair", "update"),
            DeviceClient.Update($$$"""
                "a":{"actual":{"value":"{{{value}}}"}},"b":{"actual":{"value":"{{{value}}}"}}
                """));
    }

    /// <summary>Asks, and hears the answers to all; the next question leaves when its own was answered.</summary>
    private async Task ReadAsync(int reader, TaskCompletionSource first, CancellationToken done)
    {
        await using DeviceClient client = await DeviceClient.ConnectAsync(Hosts.MqttPort, DeviceClient.Topic("default/pair", "get/result"));
        string name = $"reader-{reader}";
        while (!done.IsCancellationRequested)
        {
            _ = client.PublishAsync(
                DeviceClient.Topic("default/pair", "get"), $$"""
                {"event_id":"{{name}}"}
                """);
            for (string? answered = null; answered != name;)
            {
                JsonNode payload = (await client.NextAsync()).Payload;
                JsonNode? twin = payload["twin"];
                Assert.True((string?)twin?["a"]?["actual"]?["value"] == (string?)twin?["b"]?["actual"]?["value"], $"{name}: {twin}");
                answered = (string?)payload["event_id"];
            }

            first.TrySetResult();
        }
    }
}
