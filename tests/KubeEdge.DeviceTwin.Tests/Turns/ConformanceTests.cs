using System.Text.Json.Nodes;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.DeviceTwin.Tests.Vectors;
using KubeEdge.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeEdge.DeviceTwin.Tests.Turns;

/// <summary>Rules of the module that need more than one message to see.</summary>
public class ConformanceTests
{
    // The quickest of the tries of so long says whether the module is the slow one: others share the machine.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(100);

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

    /// <summary>The answer names the event wherever the fault stands, if that is no fault of the JSON in front of it.</summary>
    [Theory]
    [InlineData("""{"timestamp":"late","twin":5,"event_id":"e"}""", "e")]
    [InlineData("""{"event_id":"e","twin":{""", "e")]
    [InlineData("""{"twin":{"a":{"actual":{"value":1}}},"event_id":"e","x":}""", "e")]
    [InlineData("""{"twin":{,"event_id":"e"}""", "")]
    [InlineData("""{"event_id":5}""", "")]
    [InlineData("[]", "")]
    public async Task Message_CannotBeRead_TheAnswerHasItsEventId(string payload, string eventId)
    {
        await using var rig = await TwinRig.StartAsync();
        foreach (var topic in new[] { "device/x/twin/update", "device/x/twin/get", $"node/{TwinRig.Node}/membership/get" })
        {
            await rig.MqttAsync($"$hw/events/{topic}", payload);
            var answer = Assert.Single(await rig.PublishedAsync());
            Assert.Equal($"$hw/events/{topic}/result", answer.Topic);
            Assert.Equal((eventId, 400), ((string?)Json(answer.Payload)["event_id"], (int?)Json(answer.Payload)["code"]));
        }
    }

    [Fact]
    public async Task Update_SeveralNames_PayloadsAreSortedByBytes()
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.AddAsync("x");
        await rig.PublishedAsync();
        await rig.UpdateAsync("x", """{"b":{"expected":{"value":"1"}},"a":{"expected":{"value":"1"}},"B":{"expected":{"value":"1"}}}""");

        var payloads = (await rig.PublishedAsync()).Select(static item => Json(item.Payload)).ToList();
        payloads.Add(Json(Assert.Single(rig.Upstream()).Content.ToData().Span));
        var maps = payloads.Select(static payload => payload["twin"]!).Append(Assert.Single(payloads, HasDelta)["delta"]!).ToList();
        Assert.Equal(5, maps.Count);
        Assert.All(maps, static map => Assert.Equal(["B", "a", "b"], map.AsObject().Select(static x => x.Key)));

        static bool HasDelta(JsonNode payload) => payload["delta"] is not null;
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
    public async Task Hostile_EveryInput_IsSurvivedAndTheNextUpdatesAreAnsweredSoon()
    {
        using var log = new Warnings();
        await using var rig = await TwinRig.StartAsync(services: services => services.AddSingleton<ILoggerProvider>(log));
        await rig.CloudAsync(
            "membership",
            "update",
            """{"added_devices":[{"id":"k1","name":"k1","attributes":{"a":{"value":"1"}}},{"id":"k2","name":"k2"}]}""");
        await rig.UpdateAsync("k1", """{"s":{"expected":{"value":"1"},"actual":{"value":"1"},"metadata":{"type":"int"}}}""");
        foreach (var hostile in Vector.Load("hostile_inputs").Where(static item => item.Text("via") != "dmi"))
        {
            var (quickest, start) = (TimeSpan.MaxValue, TimeProvider.System.GetTimestamp());
            while (quickest > _soon && TimeProvider.System.GetElapsedTime(start) < _patience)
            {
                await SurviveAsync(rig, log, hostile);
                var answered = await UpdateBothAsync(rig);
                quickest = answered < quickest ? answered : quickest;
            }

            Assert.True(quickest <= _soon, $"{quickest} after {hostile.Text("payload")}");
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

    /// <summary>Until the cloud has said something, it counts as what it was.</summary>
    [Theory]
    [InlineData(Viaduct.WireGeneration.Release115, "disconnected", "last_online")]
    [InlineData(Viaduct.WireGeneration.Current, "unhealthy", "lastOnlineTime")]
    public async Task State_RestartedWithoutALink_IsOfTheCloudsGeneration(Viaduct.WireGeneration wire, string state, string time)
    {
        await using var rig = await TwinRig.StartAsync();
        rig.Connect(wire);
        await rig.AddAsync("default/x");
        rig.Disconnect();
        await rig.RestartAsync();

        Assert.True((await rig.MqttAsync("$hw/events/device/x/state/update", $$"""{"state":"{{state}}"}""")).Content.IsText("OK"));
        await rig.MqttAsync("$hw/events/device/x/state/update", """{"state":"ok"}""");
        var taken = (await rig.Twins.GetAsync(DeviceId.Parse("x")))!.LastOnline;
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await rig.RestartAsync();
        var device = Json(Assert.Single(rig.Upstream()).Content.ToData().Span)["device"]!;
        Assert.Equal((taken, true), (device[time]?.GetValue<string>(), taken.Length > 0));
    }

    private static async Task SurviveAsync(TwinRig rig, Warnings log, Vector hostile)
    {
        log.Clear();
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

        if (hostile.Text("required") == "ignored with a warning")
        {
            Assert.StartsWith("1 of 1 entries of the cloud for default/k1", Assert.Single(log.Texts), StringComparison.Ordinal);
        }
    }

    /// <summary>The device that the hostile inputs are about and one that they are not; gives how long both took.</summary>
    private static async Task<TimeSpan> UpdateBothAsync(TwinRig rig)
    {
        var start = TimeProvider.System.GetTimestamp();
        foreach (var device in new[] { "k1", "k2" })
        {
            Assert.True((await rig.UpdateAsync(device, """{"t":{"actual":{"value":"1"}}}""")).Content.IsText("OK"));
        }

        return TimeProvider.System.GetElapsedTime(start);
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
