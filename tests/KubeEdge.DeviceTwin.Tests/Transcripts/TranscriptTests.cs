using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.DeviceTwin.Tests.Fakes;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.Testing;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.DeviceTwin.Tests.Transcripts;

/// <summary>
/// Sessions of the original's clouds and edges with devices: the test says what the recorded cloud and the recorded programs on site said,
/// over a real hub; what ours says to both is compared. Objects are put where MetaManager would put them.
/// </summary>
public class TranscriptTests
{
    [Theory]
    [InlineData("04-device-create-update-delete", WireGeneration.Release115)]
    [InlineData("head-03-device-create-update-delete", WireGeneration.Current)]
    public async Task Session_WithDevices_SaysWhatTheRecordedEdgeSaid(string transcript, WireGeneration wire)
    {
        var hub = new HubLink();
        await using var rig = await TwinRig.StartAsync(services: hub.AddTo);
        rig.Connect(wire);
        await using var link = await hub.NextAsync(rig.Clock);
        await HubLink.ReadAsync(link);
        var rows = Transcript.Read(transcript);
        var comparer = new TranscriptComparer(TranscriptExceptions.Read("Transcripts/TranscriptExceptions.txt", transcript));
        var published = new List<Published>();
        foreach (var row in rows)
        {
            switch (row)
            {
                case { IsMessage: true, FromCloud: true }:
                    await SayAsync(rig, link, row);
                    break;
                case { Kind: "mqtt", Direction: "app->edge" } when IsHeard(row, wire):
                    await rig.MqttAsync(Topic(row), Payload(row).ToJsonString());
                    break;
                case { IsMessage: true, FromEdge: true } when Parse(row).Route.Source == ModuleNames.DeviceTwin:
                    comparer.Compare(Json(Parse(row)), Json(await StateAsync(link)));
                    break;
            }

            published.AddRange(await rig.PublishedAsync());
        }

        var recorded = rows.Where(static row => row is { Kind: "mqtt", Direction: "edge->app" }).ToList();
        var ours = published.Where(static item => !item.Topic.Contains("/twin/update/", StringComparison.Ordinal)).ToList();
        Assert.Equal(recorded.Select(row => Node(Topic(row))), ours.Select(static item => Node(item.Topic)));
        foreach (var (row, own) in recorded.Zip(ours))
        {
            comparer.Compare(Mqtt(Topic(row), Payload(row).DeepClone()), Mqtt(own.Topic, JsonNode.Parse(own.Payload)!));
        }

        comparer.AssertSame();
        Assert.Empty(await rig.Twins.ListAsync());

        // Ours: what the device should do comes with its object.
        Assert.Contains(published, static item => item.Topic.EndsWith("/delta", StringComparison.Ordinal)
            && item.Payload.Contains("\"temperature\":\"21\"", StringComparison.Ordinal));
    }

    /// <summary>The next state. What comes before is ours: the cloud is told which desired values have arrived.</summary>
    private static async Task<Message> StateAsync(MemoryLink link)
    {
        while (true)
        {
            var message = await HubLink.ReadAsync(link);
            if (!message.Route.Resource.EndsWith("/twin/edge_updated", StringComparison.Ordinal))
            {
                return message;
            }
        }
    }

    /// <summary>The newest release does not hear devices that are named without their namespace; ours does, which is tested elsewhere.</summary>
    private static bool IsHeard(TranscriptRow row, WireGeneration wire) =>
        wire == WireGeneration.Release115 || !Topic(row).StartsWith("$hw/events/device/thermo-1/", StringComparison.Ordinal);

    private static async Task SayAsync(TwinRig rig, MemoryLink link, TranscriptRow row)
    {
        var message = Parse(row);
        if (message.Route.Group == GroupNames.Twin)
        {
            var devices = rig.Get<DeviceTwin.Devices.DeviceTable>();
            var before = devices.Count;
            await link.Cloud.SendAsync(message);
            await SettleAsync(rig, () => devices.Count != before || !message.Header.ParentId.IsEmpty);
        }
        else if (ResourcePath.TryParse(message.Route.Resource, out var path) && path.Type is "device" or "devicemodel")
        {
            var key = new ResourceKey("devices.kubeedge.io", path.Type + "s", path.Namespace, path.Name);
            var batch = new StoreBatch();
            if (message.Route.Operation == Operations.Delete)
            {
                batch.Delete(key);
            }
            else
            {
                var version = ulong.Parse(message.Header.ResourceVersion ?? "0", CultureInfo.InvariantCulture);
                batch.Put(key, string.Empty, version, message.Content.ToData());
            }

            await rig.Store.CommitAsync(batch, Durability.Normal);
            await SettleAsync(rig, () => path.Type != "device" || HasSeen(rig, message));
        }
    }

    private static bool HasSeen(TwinRig rig, Message message)
    {
        var device = rig.Get<DeviceTwin.Devices.DeviceTable>().All.SingleOrDefault();
        if (message.Route.Operation == Operations.Delete)
        {
            return device is null;
        }

        var wanted = (string?)JsonNode.Parse(message.Content.ToData().Span)?["spec"]?["properties"]?[0]?["desired"]?["value"];
        return device?.Desired.GetValueOrDefault("temperature") == wanted;
    }

    /// <summary>Each look waits for the module to have handled one more message; the last one, for what it says of what was seen.</summary>
    private static async Task SettleAsync(TwinRig rig, Func<bool> isThere)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isThere())
        {
            limit.Token.ThrowIfCancellationRequested();
            await rig.PassAsync();
        }

        await rig.PassAsync();
    }

    private static string Topic(TranscriptRow row) => row.Message!["topic"]!.GetValue<string>();

    private static JsonNode Payload(TranscriptRow row) => row.Message!["payload"]!;

    /// <summary>The recorded nodes have other names.</summary>
    private static string Node(string topic) =>
        topic.StartsWith("$hw/events/node/", StringComparison.Ordinal) ? string.Join('/', topic.Split('/').Skip(4)) : topic;

    private static JsonObject Mqtt(string topic, JsonNode payload) =>
        new JsonObject { ["route"] = new JsonObject { ["operation"] = "publish", ["resource"] = Node(topic) }, ["payload"] = payload };

    private static Message Parse(TranscriptRow row)
    {
        var result = MessageJson.Read(row.Bytes);
        return result.Message ?? throw new FormatException(result.Error);
    }

    private static JsonNode Json(Message message)
    {
        var wire = new System.Buffers.ArrayBufferWriter<byte>();
        MessageJson.Write(wire, message);
        return JsonNode.Parse(Encoding.UTF8.GetString(wire.WrittenSpan)) ?? throw new FormatException("The message is null.");
    }
}
