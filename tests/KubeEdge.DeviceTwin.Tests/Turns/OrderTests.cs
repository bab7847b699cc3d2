using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;

namespace KubeEdge.DeviceTwin.Tests.Turns;

public class OrderTests
{
    [Fact]
    public async Task Update_ManyInARow_AreAnsweredInOrder()
    {
        const int count = 10_000;
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        for (var i = 0; i < count; i++)
        {
            await PostAsync(rig, Update(rig, i));
        }

        await rig.MqttAsync("$hw/events/device/x/twin/get", "{}");
        var published = await rig.PublishedAsync();
        var answered = published.Where(static item => item.Topic.EndsWith("update/result", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, count), answered.Select(static item => int.Parse(Event(item))));
        Assert.Contains($"\"value\":\"{count - 1}\"", published[^1].Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_AmongQueuedUpdates_LaterOnesFindNoDevice()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        for (var i = 0; i < 1000; i++)
        {
            await PostAsync(rig, Update(rig, i));
            if (i == 499)
            {
                await PostAsync(rig, rig.New(
                    new MessageRoute(ModuleNames.DeviceController, GroupNames.Twin, "membership", Operations.Update),
                    MessageContent.Json("""{"removed_devices":[{"id":"x"}]}"""u8.ToArray())));
            }
        }

        await rig.MqttAsync($"$hw/events/node/{TwinRig.Node}/membership/get", "{}");
        var published = await rig.PublishedAsync();
        var results = published.Where(static item => item.Topic.EndsWith("update/result", StringComparison.Ordinal)).ToList();
        Assert.Equal(1000, results.Count);
        Assert.All(results.Take(500), static item => Assert.DoesNotContain("code", item.Payload, StringComparison.Ordinal));
        Assert.All(results.Skip(500), static item => Assert.Contains("\"code\":404", item.Payload, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_AmongUpdates_IsAConsistentPicture()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"0"}},"b":{"actual":{"value":"0"}}}""");
        var updating = Task.Run(async () =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var payload = $$$$$"""{"twin":{"a":{"actual":{"value":"{{{{{i}}}}}"}},"b":{"actual":{"value":"{{{{{i}}}}}"}}}}""";
                await PostAsync(rig, rig.FromMqtt("$hw/events/device/x/twin/update", Encoding.UTF8.GetBytes(payload)));
            }
        });
        var asking = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await rig.MqttAsync("$hw/events/device/x/twin/get", "{}");
                await rig.MqttAsync($"$hw/events/node/{TwinRig.Node}/membership/get", "{}");
                var state = await rig.Twins.GetAsync(DeviceId.Parse("x"));
                Assert.Equal(state!.Twins["a"].Reported, state.Twins["b"].Reported);
            }
        }));
        await Task.WhenAll(asking.Append(updating)).WaitAsync(TimeSpan.FromSeconds(60));

        var pictures = (await rig.PublishedAsync()).Where(static item => item.Topic.EndsWith("get/result", StringComparison.Ordinal))
            .Select(static item => JsonNode.Parse(item.Payload)!).ToList();
        Assert.Equal(1600, pictures.Count);
        Assert.All(pictures.Where(static item => item["twin"] is not null), static item => Assert.Equal(
            item["twin"]!["a"]!["actual"]!["value"]!.GetValue<string>(), item["twin"]!["b"]!["actual"]!["value"]!.GetValue<string>()));
    }

    private static Message Update(TwinRig rig, int number) => rig.FromMqtt(
        "$hw/events/device/x/twin/update",
        Encoding.UTF8.GetBytes($$$$$"""{"event_id":"{{{{{number}}}}}","twin":{"a":{"actual":{"value":"{{{{{number}}}}}"}}}}"""));

    private static async Task PostAsync(TwinRig rig, Message message) =>
        Assert.Equal(SendStatus.Sent, await rig.Get<IMessageBus>().SendAsync(ModuleNames.DeviceTwin, message));

    private static string Event(Published item) => JsonNode.Parse(item.Payload)!["event_id"]!.GetValue<string>();
}
