using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.DeviceTwin.Tests.Fakes;

namespace KubeEdge.DeviceTwin.Tests.Turns;

/// <summary>
/// What the original's demos publish, and what they read of the answers. Each writes <c>"type":"Updated"</c> into every update, and sends an
/// update where a question would do.
/// </summary>
public class DemoTrafficTests
{
    [Fact]
    public async Task Counter_CountsAndHearsTheSwitchOfTheCloud()
    {
        await using var rig = await StartAsync("counter", "status", "OFF");
        for (var count = 1; count <= 3; count++)
        {
            await rig.MqttAsync(Topic("counter", "update"), Update("status", Text(count)));

            var published = await rig.PublishedAsync();
            Assert.Equal(["update/result", "update/document", "update/delta"], published.Select(item => Verb("counter", item)));
            var status = Twin(published[1], "status");
            Assert.Equal(count == 1 ? null : Text(count - 1), (string?)status["last"]!["actual"]?["value"]);
            Assert.Equal(Text(count), (string?)status["current"]!["actual"]!["value"]);
            Assert.Equal("string", (string?)status["current"]!["metadata"]!["type"]);
        }

        await rig.CloudAsync("device/counter/twin/cloud_updated", "update", Desire("status", "ON"));

        var heard = await rig.PublishedAsync();
        Assert.Equal(["update/document", "update/delta"], heard.Select(item => Verb("counter", item)));
        Assert.Equal("ON", (string?)Twin(heard[0], "status")["current"]!["expected"]!["value"]);
    }

    [Fact]
    public async Task Led_AsksEachSecondAndReadsWhatIsExpected()
    {
        await using var rig = await StartAsync("led", "power-status", "ON");
        for (var second = 0; second < 3; second++)
        {
            await rig.MqttAsync(Topic("led", "get"), Update("power-status", "unknown"));

            var answer = Assert.Single(await rig.PublishedAsync());
            Assert.Equal("get/result", Verb("led", answer));
            Assert.Equal("ON", (string?)Twin(answer, "power-status")["expected"]!["value"]);
            Assert.Null(Twin(answer, "power-status")["actual"]);
        }

        await rig.MqttAsync(Topic("led", "update"), Update("power-status", "ON"));
        var published = await rig.PublishedAsync();
        Assert.Equal(["update/result", "update/document"], published.Select(item => Verb("led", item)));
    }

    [Fact]
    public async Task Temperature_OfATwinThatNobodyMade_IsRefusedAndLaterTaken()
    {
        await using var rig = await StartAsync("temperature", "other", "1");
        await rig.MqttAsync(Topic("temperature", "update"), Update("temperature-status", "21.5C"));

        var refused = Assert.Single(await rig.PublishedAsync());
        Assert.Equal("update/result", Verb("temperature", refused));
        Assert.Equal(400, (int?)Json(refused)["code"]);
        Assert.Equal("the value type is not allowed", (string?)Json(refused)["reason"]);

        await rig.CloudAsync("device/temperature/twin/cloud_updated", "update", Desire("temperature-status", string.Empty));
        await rig.PublishedAsync();
        await rig.MqttAsync(Topic("temperature", "update"), Update("temperature-status", "21.5C"));
        var taken = (await rig.PublishedAsync())[0];
        Assert.Equal("21.5C", (string?)Twin(taken, "temperature-status")["actual"]!["value"]);
    }

    private static async Task<TwinRig> StartAsync(string device, string twin, string desired)
    {
        var rig = await TwinRig.StartAsync();
        rig.Connect();
        await rig.CloudAsync("membership", "update", $$$$$"""
            {"event_id":"m","timestamp":1,"added_devices":[{"id":"{{{{{device}}}}}","name":"{{{{{device}}}}}","twin":{"{{{{{twin}}}}}":
              {"expected":{"value":"{{{{{desired}}}}}"},"optional":false,"metadata":{"type":"string"},"expected_version":{"cloud":1,"edge":0}}}}]}
            """);
        await rig.PublishedAsync();
        return rig;
    }

    private static string Topic(string device, string verb) => $"$hw/events/device/{device}/twin/{verb}";

    private static string Update(string twin, string value) => $$$$$"""
        {"event_id":"","timestamp":0,"twin":{"{{{{{twin}}}}}":{"actual":{"value":"{{{{{value}}}}}"},"metadata":{"type":"Updated"}}}}
        """;

    private static string Desire(string twin, string value) => $$$$$"""
        {"twin":{"{{{{{twin}}}}}":
          {"expected":{"value":"{{{{{value}}}}}"},"metadata":{"type":"string"},"expected_version":{"cloud":9,"edge":0}}}}
        """;

    private static string Verb(string device, Published item) =>
        item.Topic.Replace(Topic(device, string.Empty), string.Empty, StringComparison.Ordinal);

    private static JsonNode Twin(Published item, string name) => Json(item)["twin"]![name]!;

    private static JsonNode Json(Published item) => JsonNode.Parse(item.Payload)!;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
