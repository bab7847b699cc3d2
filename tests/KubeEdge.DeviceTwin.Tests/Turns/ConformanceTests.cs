using System.Text.Json.Nodes;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.DeviceTwin.Tests.Vectors;

namespace KubeEdge.DeviceTwin.Tests.Turns;

/// <summary>Rules of the module that need more than one message to see.</summary>
public class ConformanceTests
{
    private static readonly string[] _names = ["dev", "device", "event", "e", "twin", "update", "hw", "state", "default"];

    [Fact]
    public async Task Update_WithEventId_ResultAndDocumentCarryIt_DeltaAndCloudHaveTheirOwn()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        await rig.UpdateAsync("x", """{"a":{"expected":{"value":"1"}},"b":{"actual":{"value":"2"}}}""");

        var published = await rig.PublishedAsync();
        var ids = published.Select(static item => Json(item.Payload)["event_id"]!.GetValue<string>()).ToArray();
        var times = published.Select(static item => Json(item.Payload)["timestamp"]!.GetValue<long>()).ToArray();
        var cloud = Json(Assert.Single(rig.Upstream()).Content.ToData().Span)["event_id"]!.GetValue<string>();
        Assert.Equal(["e", "e"], ids[..2]);
        Assert.Equal(times[0], times[1]);
        Assert.Equal(4, ids[1..].Append(cloud).Append(string.Empty).Distinct().Count());
    }

    /// <summary>Who waits for the answer on the bus, as mappers do, is told why; MQTT clients read the same.</summary>
    [Theory]
    [InlineData("twin/update", """{"twin":{"a":{"actual":{"value":"a b"}}}}""", 400)]
    [InlineData("twin/update", """{"twin":{"a":{"actual":{"value":"1"}}}}""", 0)]
    [InlineData("twin/update", "{", 400)]
    [InlineData("state/update", """{"state":"busy"}""", 400)]
    [InlineData("state/update", """{"state":"online"}""", 0)]
    public async Task Update_IsRefused_RequesterIsTold(string topic, string payload, int code)
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");

        var answer = await rig.MqttAsync($"$hw/events/device/x/{topic}", payload);
        var good = """{"state":"online","twin":{"a":{"actual":{"value":"1"}}}}""";
        var unknown = await rig.MqttAsync($"$hw/events/device/ghost/{topic}", good);

        Assert.Equal(code == 0, answer.Content.IsText("OK"));
        Assert.Equal(code, code == 0 ? 0 : (int?)Json(answer.Content.ToData().Span)["code"]);
        Assert.Equal(404, (int?)Json(unknown.Content.ToData().Span)["code"]);
    }

    [Fact]
    public async Task Update_SeveralNames_PayloadsAreSortedByBytes()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        await rig.UpdateAsync("x", """{"b":{"expected":{"value":"1"}},"a":{"expected":{"value":"1"}},"B":{"expected":{"value":"1"}}}""");

        foreach (var item in await rig.PublishedAsync())
        {
            Assert.Equal(["B", "a", "b"], Json(item.Payload)["twin"]!.AsObject().Select(static x => x.Key));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_SameValueManyTimes_CountsEach(bool restarts)
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        var (results, documents, rounds) = (0, 0, restarts ? 10 : 100);
        for (var i = 0; i < rounds; i++)
        {
            await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"}}}""");
            var published = await rig.PublishedAsync();
            results += published.Count(static item => item.Topic.EndsWith("/result", StringComparison.Ordinal));
            documents += published.Count(static item => item.Topic.EndsWith("/document", StringComparison.Ordinal));
            await (restarts ? rig.RestartAsync() : Task.CompletedTask);
        }

        rig.Connect();
        var sent = Json(Assert.Single(rig.Upstream()).Content.ToData().Span);
        Assert.Equal((rounds, rounds), (results, documents));
        Assert.Equal(rounds, sent["twin"]!["a"]!["actual_version"]!["edge"]!.GetValue<int>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloudUpdate_Rejected_TellsTheVersionThatIsThenTaken(bool restarts)
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"expected":{"value":"1"},"actual":{"value":"1"}}}""");
        await rig.ConfirmAsync(Assert.Single(rig.Upstream()));
        await (restarts ? rig.RestartAsync() : Task.CompletedTask);

        await rig.CloudAsync("device/x/twin/cloud_updated", "update", Sync("2", 5, 0));
        var told = Json(Assert.Single(rig.Upstream()).Content.ToData().Span)["twin"]!["a"]!.AsObject();
        Assert.Equal(["expected", "optional", "metadata", "expected_version"], told.Select(static x => x.Key));
        await (restarts ? rig.RestartAsync() : Task.CompletedTask);

        await rig.PublishedAsync();
        await rig.CloudAsync("device/x/twin/cloud_updated", "update", Sync("2", 5, told["expected_version"]!["edge"]!.GetValue<int>()));
        Assert.Contains(await rig.PublishedAsync(), static item => item.Topic.EndsWith("/document", StringComparison.Ordinal));
        Assert.Equal("2", (await rig.Twins.GetAsync(DeviceId.Parse("x")))!.Twins["a"].Desired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CloudUpdate_OfADeletedTwinWithoutVersions_IsRejectedAndToldSo(bool restarts)
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.UpdateAsync("x", """{"a":{"actual":{"value":"1"},"metadata":{"type":"int"}}}""");
        await rig.UpdateAsync("x", """{"a":null}""");
        await rig.ConfirmAsync(Assert.Single(rig.Upstream()));
        await (restarts ? rig.RestartAsync() : Task.CompletedTask);

        const string update = """{"twin":{"a":{"actual":{"value":"1"},"metadata":{"type":"int"}}}}""";
        await rig.CloudAsync("device/x/twin/cloud_updated", "update", update);
        var told = Json(Assert.Single(rig.Upstream()).Content.ToData().Span)["twin"]!["a"]!;
        Assert.Equal("""{"type":"deleted"}""", told["metadata"]!.ToJsonString());
        Assert.Equal("""{"cloud":0,"edge":2}""", told["actual_version"]!.ToJsonString());
    }

    [Fact]
    public async Task Topics_OneLevelAndTwo_AreAnsweredOnTheirOwnShape()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        foreach (var id in new[] { "x", "default/x" })
        {
            await rig.UpdateAsync(id, """{"a":{"expected":{"value":"1"}}}""");
            var prefix = $"$hw/events/device/{id}/twin/update/";
            Assert.All(await rig.PublishedAsync(), item => Assert.StartsWith(prefix, item.Topic, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Topics_AnyName_IsAnswered()
    {
        await using var rig = await TwinRig.StartAsync();
        foreach (var id in _names.SelectMany(static name => new[] { name, $"device/{name}", $"{name}/twin" }))
        {
            await rig.AddAsync(id);
            await rig.PublishedAsync();
            await rig.UpdateAsync(id, """{"a":{"actual":{"value":"1"}}}""");
            var published = await rig.PublishedAsync();
            Assert.Equal($"$hw/events/device/{id}/twin/update/result", published[0].Topic);
            Assert.DoesNotContain("code", published[0].Payload, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("$hw/events/device")]
    [InlineData("$hw/events/device/x")]
    [InlineData("")]
    public async Task Topics_TooShort_AreIgnored(string topic)
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.MqttAsync(topic, "{}");
        Assert.Empty(await rig.PublishedAsync());
        await AssertAliveAsync(rig);
    }

    [Fact]
    public async Task Hostile_EveryInput_IsSurvived()
    {
        await using var rig = await TwinRig.StartAsync();
        await rig.CloudAsync(
            "membership",
            "update",
            """{"added_devices":[{"id":"k1","name":"k1","attributes":{"a":{"value":"1"}}}]}""");
        await rig.UpdateAsync("k1", """{"s":{"expected":{"value":"1"},"actual":{"value":"1"},"metadata":{"type":"int"}}}""");
        foreach (var hostile in Vector.Load("hostile_inputs").Where(static item => item.Text("via") != "dmi"))
        {
            await rig.PublishedAsync();
            var (topic, payload) = (hostile.Text("topic"), hostile.Text("payload"));
            await (topic.Length > 0
                ? rig.MqttAsync(topic, payload)
                : rig.CloudAsync(hostile.Text("resource"), hostile.Text("operation"), payload));
            var published = await rig.PublishedAsync();
            if (hostile.Text("required").StartsWith("400 to k1", StringComparison.Ordinal))
            {
                Assert.Contains("\"code\":400", Assert.Single(published).Payload, StringComparison.Ordinal);
                Assert.Equal("$hw/events/device/k1/twin/update/result", published[0].Topic);
            }

            await AssertAliveAsync(rig);
        }

        var device = await rig.Twins.GetAsync(DeviceId.Parse("k1"));
        Assert.Empty(device!.Attributes);
        Assert.Equal("2", device.Twins["s"].Desired);
    }

    [Theory]
    [InlineData("online", true, true)]
    [InlineData("OFFLINE", true, true)]
    [InlineData("ok", true, true)]
    [InlineData("unknown", true, true)]
    [InlineData("disconnected", true, false)]
    [InlineData("unhealthy", false, true)]
    [InlineData("busy", false, false)]
    public async Task State_OfEachGeneration_IsTakenOrIgnored(string state, bool old, bool current)
    {
        foreach (var (wire, expected) in new[] { (Viaduct.WireGeneration.Release115, old), (Viaduct.WireGeneration.Current, current) })
        {
            await using var rig = await TwinRig.StartAsync();
            rig.Connect(wire);
            await rig.AddAsync("x");
            await rig.PublishedAsync();
            await rig.MqttAsync("$hw/events/device/x/state/update", $$"""{"event_id":"e","state":"{{state}}"}""");
            var published = await rig.PublishedAsync();
            Assert.Equal(expected ? 1 : 0, published.Count);
            if (!expected)
            {
                continue;
            }

            var device = Json(published[0].Payload)["device"]!.AsObject();
            Assert.Equal(state, device["state"]!.GetValue<string>());
            var isOld = wire == Viaduct.WireGeneration.Release115;
            var isOnline = isOld || state is "online" or "ok";
            Assert.Equal(isOnline, device.ContainsKey(isOld ? "last_online" : "lastOnlineTime"));
            var sent = Assert.Single(rig.Upstream());
            Assert.Equal(isOld ? "device/x/state/update" : "device/default/x/state/update", sent.Route.Resource);
            Assert.True(sent.Content.IsText(published[0].Payload));
        }
    }

    private static async Task AssertAliveAsync(TwinRig rig)
    {
        await rig.PublishedAsync();
        await rig.MqttAsync($"$hw/events/node/{TwinRig.Node}/membership/get", "{}");
        Assert.Single(await rig.PublishedAsync());
    }

    private static string Sync(string value, int cloud, int edge) =>
        $$$$$"""
        {"twin":{"a":{"expected":{"value":"{{{{{value}}}}}"},"metadata":{"type":"string"},
          "expected_version":{"edge":{{{{{edge}}}}},"cloud":{{{{{cloud}}}}} }}}}
        """;

    private static JsonNode Json(string payload) => JsonNode.Parse(payload)!;

    private static JsonNode Json(ReadOnlySpan<byte> payload) => JsonNode.Parse(payload)!;
}
