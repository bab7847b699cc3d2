using System.Text.Json.Nodes;
using Google.Protobuf;
using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Grpc;
using KubeEdge.Shared.Dmi;

namespace KubeEdge.Dmi.Tests.Vectors;

/// <summary>
/// The original's DMI, byte for byte, as release 1.15 speaks it. The recorded device has an offset of 16777217, which the original sends as
/// 16777216; where bytes are compared, the object says so in the first place.
/// </summary>
public class VectorTests
{
    private const string Exact = "16777217";
    private const string Rounded = "16777216";

    [Fact]
    public async Task Vectors001To005_ObjectsComeAndGo_MapperGetsTheRecordedBytes()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.OmitNamespaces = true);
        await using var mapper = await rig.StartMapperAsync();
        Assert.True((await rig.RegisterAsync(mapper.Socket, withData: false)).IsOk);

        await rig.PutAsync(DmiKind.Model, "thermo-model", Vector.Content("dmi-001"));
        await SeesAsync("dmi-001");
        await rig.PutAsync(DmiKind.Device, "thermo", Content("dmi-002"));
        await SeesAsync("dmi-002");
        await rig.PutAsync(DmiKind.Device, "thermo", Content("dmi-003"));

        // Of this one the recorded bytes are those of dmi-002; the message is right.
        Assert.Equal(
            Vector.Message<UpdateDeviceRequest>("dmi-003", "request_protojson"),
            await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice"));
        await rig.DeleteAsync(DmiKind.Device, "thermo");
        await SeesAsync("dmi-004");
        await rig.DeleteAsync(DmiKind.Model, "thermo-model");
        await SeesAsync("dmi-005");

        async Task SeesAsync(string id)
        {
            var call = await mapper.NextAsync();
            Assert.Equal((string?)Vector.Get(id)["rpc_to_mapper"], call.Method);
            Assert.Equal(Convert.ToHexStringLower(Vector.Bytes(id)), Convert.ToHexStringLower(call.Request.ToByteArray()));
        }
    }

    [Fact]
    public async Task Vector006_RegistrationWithData_AnswersModelsAndDevices()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.OmitNamespaces = true);
        await rig.PutAsync(DmiKind.Model, "thermo-model", Vector.Content("dmi-001"));
        await rig.PutAsync(DmiKind.Device, "thermo", Content("dmi-003"));

        var answer = await rig.RegisterAsync(rig.SocketOf("m"));

        Assert.Equal(Vector.Message<MapperRegisterResponse>("dmi-006", "response_protojson"), answer.Value);
    }

    [Fact]
    public async Task Vector007_RegistrationWithoutProtocol_IsRefusedInTheSameWords()
    {
        await using var rig = await DmiRig.StartAsync();

        var answer = await rig.RegisterAsync(rig.SocketOf("m"), protocol: string.Empty);

        var error = Vector.Get("dmi-007")["error"];
        Assert.Equal(GrpcStatusCode.Unknown, answer.Status.Code);
        Assert.Equal((string?)error?["message"], answer.Status.Message);
    }

    [Fact]
    public async Task Vector008_Report_BecomesTheRecordedTwinUpdate()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.OmitNamespaces = true);
        await rig.PutDeviceAsync("thermo", desired: string.Empty);
        await rig.TwinsKnowAsync("thermo");

        var request = Vector.Message<ReportDeviceStatusRequest>("dmi-008", "request_protojson");
        var answer = await rig.Channel.CallAsync(DmiMethods.ReportDeviceStatus, request, TimeSpan.FromSeconds(30));
        await rig.PassAsync();

        Assert.True(answer.IsOk, answer.ToString());
        foreach (var recorded in Vector.Get("dmi-008")["mqtt_output"]!.AsArray())
        {
            var (topic, payload) = Assert.Single(rig.Mqtt.Ending((string)recorded!["topic"]!));
            Assert.Equal((string?)recorded["topic"], topic);
            Assert.Equal(Placeholders((string)recorded["payload"]!), Placeholders(payload.ToJsonString()));
        }
    }

    /// <summary>The recorded rate is the original's; ours is another, its words are the same.</summary>
    [Fact]
    public async Task Vector009_TooManyReports_AreRefusedInTheSameWords()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.ReportBurst = 1);
        await rig.ReportAsync("thermo");

        var answer = await rig.ReportAsync("thermo");

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status.Code);
        Assert.Equal((string?)Vector.Get("dmi-009")["error"]?["message"], answer.Status.Message);
    }

    private static string Content(string id) => Vector.Content(id).Replace(Exact, Rounded, StringComparison.Ordinal);

    private static string Placeholders(string payload)
    {
        var text = payload.Replace("<ms>", "0", StringComparison.Ordinal);
        var node = JsonNode.Parse(text)!;
        Blank(node);
        return node.ToJsonString();
    }

    private static void Blank(JsonNode? node)
    {
        foreach (var (name, value) in (node as JsonObject)?.ToList() ?? [])
        {
            if (name == "timestamp" || (name == "event_id" && (string?)value is { Length: > 0 }))
            {
                node![name] = 0;
            }

            Blank(value);
        }
    }
}
