using System.Text.Json.Nodes;
using Google.Protobuf;
using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Grpc;
using KubeEdge.Shared.Dmi;
using KubeEdge.Testing;

namespace KubeEdge.Dmi.Tests.Transcripts;

/// <summary>Plays the rows of a recording that are not the edge's, and compares those that are.</summary>
internal sealed class RecordedSession(DmiRig rig, TestMapper mapper)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private GrpcStatus _status;

    /// <summary>What the edge answered last; null when it refused.</summary>
    public IMessage? Response { get; private set; }

    /// <summary>Whether the cloud sends a device or a model.</summary>
    public static bool IsObject(TranscriptRow row) =>
        row is { IsMessage: true, FromCloud: true } && Resource(row) is [_, "device" or "devicemodel", _];

    public static JsonObject Content(TranscriptRow row) => row.Message!["content"]!.DeepClone().AsObject();

    /// <summary>What the twins answered, in the recording: device and values, or the code.</summary>
    public static List<string> Results(IEnumerable<TranscriptRow> rows) =>
    [
        .. rows.SkipWhile(static row => row.Kind != "grpc-request").Where(static row => row.Kind == "mqtt")
            .Select(static row => ((string)row.Message!["topic"]!, row.Message["payload"]!))
            .Where(static row => row.Item1.EndsWith("/twin/update/result", StringComparison.Ordinal))
            .Select(static row => Result(row.Item1, row.Item2)).Order(StringComparer.Ordinal),
    ];

    /// <summary>The same of ours. The order within a report is chance in the original.</summary>
    public async Task<List<string>> ResultsAsync()
    {
        await rig.PassAsync();
        var results = rig.Mqtt.Ending("/twin/update/result").Select(static item => Result(item.Topic, item.Payload));
        return [.. results.Order(StringComparer.Ordinal)];
    }

    public async Task PlayAsync(TranscriptRow row)
    {
        switch (row.Direction, row.Kind)
        {
            case (_, "message") when IsObject(row):
                await ApplyAsync(row);
                break;
            case ("operator", "action"):
                await ActAsync((string)row.Message!["text"]!);
                break;
            case ("mapper->edge", "grpc-request"):
                _status = await SayAsync(row);
                break;
            case ("edge->mapper", "grpc-response"):
                Assert.True(_status.IsOk, $"row {row.Number}: {_status}");
                Assert.Equal(Sorted(ResponseOf(row)), Sorted(Response!));
                break;
            case ("edge->mapper", "grpc-status") when (string?)row.Message!["code"] != "Unavailable":
                Assert.Equal(((string?)row.Message["code"], (string?)row.Message["text"]), (_status.Code.ToString(), _status.Message));
                break;
            case ("edge->mapper", "grpc-request"):
                var call = await mapper.NextAsync();
                Assert.Equal(Method(row), call.Method);
                Assert.Equal(call.Request.Descriptor.Parser.ParseFrom(row.Bytes.Span), call.Request);
                break;
        }
    }

    /// <summary>The mapper says what it said; only its socket is another.</summary>
    public async Task<GrpcStatus> SayAsync(TranscriptRow row)
    {
        if (Method(row) == "MapperRegister")
        {
            var register = MapperRegisterRequest.Parser.ParseFrom(row.Bytes.Span);
            register.Mapper.Address = ByteString.CopyFromUtf8(mapper.Socket);
            var registered = await rig.Channel.CallAsync(DmiMethods.MapperRegister, register, _patience);
            Response = registered.Value;
            return registered.Status;
        }

        // Only once the twins know the device, as it had been for long when this was recorded.
        var report = ReportDeviceStatusRequest.Parser.ParseFrom(row.Bytes.Span);
        if (rig.Catalog.FindDevice(new DmiKey(DmiKind.Device, "default", report.DeviceName)) is not null)
        {
            await rig.TwinsKnowAsync(report.DeviceName);
        }

        var reported = await rig.Channel.CallAsync(DmiMethods.ReportDeviceStatus, report, _patience);
        Response = reported.Value;
        return reported.Status;
    }

    private async Task ApplyAsync(TranscriptRow row)
    {
        var parts = Resource(row);
        var kind = parts[1] == "device" ? DmiKind.Device : DmiKind.Model;
        await ((string?)row.Message!["route"]!["operation"] == "delete"
            ? rig.DeleteAsync(kind, parts[2])
            : rig.PutAsync(kind, parts[2], Content(row).ToJsonString()));
    }

    private async Task ActAsync(string text)
    {
        if (text.Contains("answers UpdateDevice with an error", StringComparison.Ordinal))
        {
            mapper.Answer = static (call, _) => ValueTask.FromResult(
                call.Method == "UpdateDevice" ? new GrpcStatus(GrpcStatusCode.Unknown, "mapper refuses UpdateDevice") : default);
        }
        else if (text.Contains("mapper process is gone", StringComparison.Ordinal))
        {
            await mapper.StopAsync();
            mapper.Answer = static (_, _) => default;
        }
        else if (text.Contains("mapper starts again", StringComparison.Ordinal))
        {
            await DmiRig.UntilAsync(() => rig.State.Mappers[0].Fault is not null);
            await mapper.StartAsync();
        }
    }

    private static IMessage ResponseOf(TranscriptRow row) => Method(row) == "MapperRegister"
        ? MapperRegisterResponse.Parser.ParseFrom(row.Bytes.Span)
        : ReportDeviceStatusResponse.Parser.ParseFrom(row.Bytes.Span);

    /// <summary>Lists in one order, each model once; in the original they have any order, with a model for each device.</summary>
    private static IMessage Sorted(IMessage message)
    {
        if (message is not MapperRegisterResponse response)
        {
            return message;
        }

        var sorted = new MapperRegisterResponse();
        sorted.ModelList.Add(response.ModelList.DistinctBy(static model => model.Name).OrderBy(static model => model.Name));
        sorted.DeviceList.Add(response.DeviceList.OrderBy(static device => device.Name));
        return sorted;
    }

    private static string Result(string topic, JsonNode payload) => payload["code"] is { } code
        ? $"{topic} {code}"
        : $"{topic} {string.Join(' ', payload["twin"]!.AsObject().Select(static twin => $"{twin.Key}={twin.Value?["actual"]?["value"]}"))}";

    private static string Method(TranscriptRow row) => ((string)row.Message!["method"]!).Split('/')[^1];

    private static string[] Resource(TranscriptRow row) => ((string?)row.Message?["route"]?["resource"] ?? string.Empty).Split('/');
}
