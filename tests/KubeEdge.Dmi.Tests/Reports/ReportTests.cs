using System.Text.Json.Nodes;
using KubeEdge.DeviceTwin;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Grpc;
using KubeEdge.Shared.Dmi;

namespace KubeEdge.Dmi.Tests.Reports;

public class ReportTests
{
    [Fact]
    public async Task Report_OfSeveralProperties_IsStoredWhenItIsAnswered()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");

        var answer = await rig.ReportAsync("thermo", Reported("temp", "25", desired: "21"), Reported("enable", "false"));

        Assert.True(answer.IsOk, answer.ToString());
        var device = Assert.Single(await rig.Get<IDeviceTwins>().ListAsync());
        Assert.Equal(("25", "21"), (device.Twins["temp"].Reported, device.Twins["temp"].Desired));
        Assert.Equal("false", device.Twins["enable"].Reported);
    }

    /// <summary>The mapper of the original hears nothing of all that.</summary>
    [Fact]
    public async Task Report_TwinRefuses_MapperIsTold()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");

        var badValue = await rig.ReportAsync("thermo", Reported("temp", "a b"));
        var badName = await rig.ReportAsync("thermo", Reported("te mp", "1"));
        var unknown = await rig.ReportAsync("ghost", Reported("temp", "1"));
        var noDevice = await rig.ReportAsync("a/b", Reported("temp", "1"));

        Assert.Equal(GrpcStatusCode.InvalidArgument, badValue.Status.Code);
        Assert.Contains("The value of twin must only include", badValue.Status.Message, StringComparison.Ordinal);
        Assert.Equal(GrpcStatusCode.InvalidArgument, badName.Status.Code);
        Assert.Equal(GrpcStatusCode.NotFound, unknown.Status.Code);
        Assert.Equal(GrpcStatusCode.InvalidArgument, noDevice.Status.Code);
        Assert.Null(Assert.Single(await rig.Get<IDeviceTwins>().ListAsync()).Twins.GetValueOrDefault("temp")?.Reported);
    }

    /// <summary>Each of these ends the original's process.</summary>
    [Fact]
    public async Task Report_WithPartsMissing_DoesNoHarm()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");

        Assert.True((await rig.ReportAsync("thermo", new Twin { PropertyName = "temp", Reported = new() { Value = "28" } })).IsOk);
        Assert.True((await rig.ReportAsync("thermo", new Twin { PropertyName = "temp", ObservedDesired = new() { Value = "21" } })).IsOk);
        Assert.True((await rig.ReportAsync("thermo", new Twin())).IsOk);
        var nothing = new ReportDeviceStatusRequest { DeviceName = "thermo" };
        var refused = await rig.Channel.CallAsync(DmiMethods.ReportDeviceStatus, nothing, TimeSpan.FromSeconds(30));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.InvalidArgument, "ReportDeviceStatusRequest does not have twin data"), refused.Status);

        var twin = Assert.Single(await rig.Get<IDeviceTwins>().ListAsync()).Twins["temp"];
        Assert.Equal(("28", "21"), (twin.Reported, twin.Desired));
    }

    /// <summary>Mappers that know of no desired value leave it out, or send an empty one.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Report_WithoutADesiredValue_ChangesTheReportedOneOnly(string? desired)
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo", desired: "20");
        await rig.TwinsKnowAsync("thermo");

        Assert.True((await rig.ReportAsync("thermo", Reported("temp", "28", desired), Reported("enable", "true", desired))).IsOk);

        var twins = Assert.Single(await rig.Get<IDeviceTwins>().ListAsync()).Twins;
        Assert.Equal(("28", "20"), (twins["temp"].Reported, twins["temp"].Desired));
        Assert.Equal(("true", null), (twins["enable"].Reported, twins["enable"].Desired));
    }

    [Fact]
    public async Task ReportStates_KnownAndUnknown_AreStoredOrRefused()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");

        Assert.True((await StateAsync("thermo", "online")).IsOk);
        Assert.Equal(GrpcStatusCode.InvalidArgument, (await StateAsync("thermo", "busy")).Status.Code);
        Assert.Equal(GrpcStatusCode.NotFound, (await StateAsync("ghost", "online")).Status.Code);

        Assert.Equal("online", Assert.Single(await rig.Get<IDeviceTwins>().ListAsync()).State);

        async Task<GrpcResult<ReportDeviceStatesResponse>> StateAsync(string device, string state)
        {
            var request = new ReportDeviceStatesRequest { DeviceName = device, DeviceNamespace = "default", State = state };
            return await rig.Channel.CallAsync(DmiMethods.ReportDeviceStates, request, TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>The clock stands still, so all of them come in the same second; the original takes 100, then one a second.</summary>
    [Fact]
    public async Task Report_TwoThousandInASecond_AllAreTakenInOrder()
    {
        const int Devices = 50;
        const int Reports = 2000 / Devices;
        await using var rig = await DmiRig.StartAsync();
        for (var i = 0; i < Devices; i++)
        {
            await rig.PutDeviceAsync($"d{i}");
            await rig.TwinsKnowAsync($"d{i}");
        }

        await Task.WhenAll(Enumerable.Range(0, Devices).Select(async device =>
        {
            for (var i = 0; i < Reports; i++)
            {
                var answer = await rig.ReportAsync($"d{device}", Reported("temp", $"{i}"));
                Assert.True(answer.IsOk, answer.ToString());
            }
        }));
        await rig.PassAsync();

        for (var device = 0; device < Devices; device++)
        {
            var values = rig.Mqtt.Ending($"/d{device}/twin/update/result").Select(item => Value(item.Payload));
            Assert.Equal(Enumerable.Range(0, Reports).Select(static i => $"{i}"), values);
        }

        Assert.Equal(GrpcStatusCode.ResourceExhausted, (await rig.ReportAsync("d0", Reported("temp", "1"))).Status.Code);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await rig.ReportAsync("d0", Reported("temp", "1"))).IsOk);
    }

    [Fact]
    public async Task Report_OfManyProperties_AreUpdatedInTheOrderOfTheReport()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.TwinsKnowAsync("thermo");
        var names = Enumerable.Range(0, 200).Select(static i => $"p{i * 7 % 200}").ToArray();

        Assert.True((await rig.ReportAsync("thermo", [.. names.Select(static name => Reported(name, "1"))])).IsOk);
        await rig.PassAsync();

        var results = rig.Mqtt.Ending("/thermo/twin/update/result");
        Assert.Equal(names, results.Select(static item => Assert.Single(item.Payload["twin"]!.AsObject()).Key));
    }

    [Fact]
    public async Task Report_OneMapperIsTooFast_AnotherIsNot()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.ReportBurst = 1);
        await rig.PutDeviceAsync("a");
        await rig.PutDeviceAsync("b", protocol: "opcua");
        await rig.TwinsKnowAsync("a");
        await rig.TwinsKnowAsync("b");

        Assert.True((await rig.ReportAsync("a", Reported("temp", "1"))).IsOk);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, (await rig.ReportAsync("a", Reported("temp", "1"))).Status.Code);
        Assert.True((await rig.ReportAsync("b", Reported("temp", "1"))).IsOk);
    }

    [Fact]
    public async Task Report_OfTooManyProperties_IsRefused()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.MaximumTwins = 1);

        var answer = await rig.ReportAsync("thermo", Reported("a", "1"), Reported("b", "1"));

        Assert.Equal(GrpcStatusCode.InvalidArgument, answer.Status.Code);
    }

    private static Twin Reported(string property, string value, string? desired = "") => new()
    {
        PropertyName = property,
        ObservedDesired = desired is null ? null : new() { Value = desired },
        Reported = new() { Value = value, Metadata = { ["type"] = "int", ["timestamp"] = "1" } },
    };

    private static string? Value(JsonNode payload) => (string?)payload["twin"]?["temp"]?["actual"]?["value"];
}
