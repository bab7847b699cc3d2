using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.DeviceTwin.Upstream;

namespace KubeEdge.DeviceTwin.Tests.Vectors;

/// <summary>What the original's module was seen to do, byte for byte; once in one go, once with a restart after every step.</summary>
public class VectorTests
{
    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var id in Vector.All.Keys)
        {
            cases.Add(id, false);
            cases.Add(id, true);
        }

        return cases;
    }

    [Fact]
    public void Vectors_AreAll() => Assert.Equal(87, Vector.All.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Vector_SameInput_GivesSameOutputAndState(string id, bool restarts)
    {
        var vector = Vector.All[id];
        var exceptions = VectorExceptions.For(id);
        await using var rig = await TwinRig.StartAsync(static options => options.OriginalErrorAnswers = true);
        if (vector.IsLinked)
        {
            rig.Connect();
        }

        foreach (var step in vector.Setup)
        {
            await StepAsync(rig, step, [], []);
            await RestartAsync(rig, restarts);
        }

        var (mqtt, cloud) = (new List<Published>(), new List<Published>());
        foreach (var step in vector.Input)
        {
            await StepAsync(rig, step, mqtt, cloud);
            await RestartAsync(rig, restarts);
        }

        Compare(exceptions, "mqtt", vector.Output, mqtt);
        Compare(exceptions, "cloud", vector.Output, cloud);
        CompareState(exceptions, vector, rig);
        exceptions.AssertAllUsed();
    }

    private static async Task StepAsync(TwinRig rig, JsonObject step, List<Published> mqtt, List<Published> cloud)
    {
        string Text(string name) => step[name]?.GetValue<string>() ?? string.Empty;

        switch (Text("via"))
        {
            case "mqtt":
                await rig.MqttAsync(Text("topic"), Text("payload"));
                break;
            case "cloud":
                await rig.CloudAsync(Text("resource"), Text("operation"), Text("payload"));
                break;
            default:
                if (!rig.IsLinked)
                {
                    rig.Connect();
                    Add(cloud, rig.Get<UpstreamMessages>().DetailRequest());
                }

                break;
        }

        mqtt.AddRange(await rig.PublishedAsync());
        foreach (var message in rig.IsLinked ? rig.Upstream() : [])
        {
            Add(cloud, message);
            await rig.ConfirmAsync(message);
        }
    }

    private static Task RestartAsync(TwinRig rig, bool restarts) => restarts ? rig.RestartAsync() : Task.CompletedTask;

    private static void Add(List<Published> cloud, Beehive.Messages.Message message) =>
        cloud.Add(new(message.Route.Resource, Encoding.UTF8.GetString(message.Content.ToData().Span)));

    private static void Compare(VectorExceptions exceptions, string to, IEnumerable<JsonObject> output, List<Published> ours)
    {
        var expected = output.Where(item => item["to"]!.GetValue<string>() == to)
            .Select(item => new Published((item["topic"] ?? item["resource"])!.GetValue<string>(), item["payload"]!.GetValue<string>()))
            .ToList();
        ours = [.. ours.Where(item => !exceptions.Covers("surplus", item.Topic))];
        Assert.Equal(expected.Select(static item => item.Topic), ours.Select(static item => item.Topic));
        foreach (var (recorded, own) in expected.Zip(ours))
        {
            if (!Matches(recorded.Payload, own.Payload) && !exceptions.Covers("payload", recorded.Topic))
            {
                Assert.Fail($"{recorded.Topic}\nrecorded {recorded.Payload}\nours     {own.Payload}");
            }
        }
    }

    private static void CompareState(VectorExceptions exceptions, Vector vector, TwinRig rig)
    {
        var expected = vector.StateAfter
            .SelectMany(table => table.Value!.AsArray().Select(row => StateRows.Row(table.Key, Columns(row!.AsObject()))))
            .Order(StringComparer.Ordinal)
            .ToList();
        var ours = StateRows.Of(rig.Get<DeviceTable>().Find(DeviceId.Parse(vector.Device))).Order(StringComparer.Ordinal).ToList();
        if (exceptions.Covers("state", "*"))
        {
            return;
        }

        Assert.True(
            expected.Count == ours.Count && expected.Zip(ours).All(static pair => Matches(pair.First, pair.Second)),
            $"recorded\n{string.Join('\n', expected)}\nours\n{string.Join('\n', ours)}");
    }

    /// <summary>The original's column <c>metadata</c> says whether a type was ever sent; nothing reads it, and we have none.</summary>
    private static SortedDictionary<string, string?> Columns(JsonObject row)
    {
        var columns = new SortedDictionary<string, string?>();
        foreach (var (name, value) in row.Where(static column => column.Key != "metadata"))
        {
            columns[name] = value?.ToString();
        }

        return columns;
    }

    private static bool Matches(string recorded, string own)
    {
        var pattern = Regex.Escape(recorded)
            .Replace("<ms>", "\\d{13}", StringComparison.Ordinal)
            .Replace("<uuid>", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", StringComparison.Ordinal)
            .Replace("<local-time>", "\\d{4}-\\d\\d-\\d\\d\\ \\d\\d:\\d\\d:\\d\\d", StringComparison.Ordinal);
        return Regex.IsMatch(own, $"\\A{pattern}\\z");
    }
}
