using Google.Protobuf;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Tests.Support;
using KubeEdge.Shared.Dmi;

namespace KubeEdge.Mappers.Tests;

/// <summary>A mapper as the edge core sees it, over real sockets.</summary>
public sealed class MapperTests
{
    private static readonly TimeSpan _cycle = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Start_ServesItsSocketAndThenRegistersWithData()
    {
        await using var rig = new Rig();
        await rig.StartAsync();

        var request = await rig.Edge.NextRegistrationAsync();

        Assert.True(request.WithData);
        Assert.Equal(
            new MapperInfo
            {
                Name = "fakedriver",
                Version = "v1.0.0",
                ApiVersion = "v1beta1",
                Protocol = "fake",
                Address = ByteString.CopyFromUtf8(rig.MapperSocket),
                State = "OK",
            },
            request.Mapper);
        var found = await rig.CallAsync(DmiMethods.GetDevice, new GetDeviceRequest { DeviceName = "p1", DeviceNamespace = "factory" });
        Assert.Equal(new GrpcStatus(GrpcStatusCode.NotFound, "There is no device factory/p1 here."), found.Status);
    }

    [Fact]
    public async Task Device_IsReadEachCycleAndChangesAreReported()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed"));
        var device = rig.World.At("p1");
        Assert.Equal("factory/p1 speed=0()", await rig.Edge.NextReportAsync());

        await rig.PassAsync(_cycle);
        await rig.Time.WaitForTimerAsync(_cycle);
        Assert.False(rig.Edge.HasReport);
        device.Values["speed"] = "7";
        await rig.PassAsync(_cycle);

        Assert.Equal("factory/p1 speed=7()", await rig.Edge.NextReportAsync());
    }

    [Fact]
    public async Task Device_WishDiffers_IsWrittenReadBackAndBothAreReported()
    {
        await using var rig = new Rig();
        rig.Edge.Data.ModelList.Add(Messages.Model(("speed", "ReadWrite")));
        rig.Edge.Data.DeviceList.Add(Messages.Device("p1", "speed=20"));
        await rig.StartAsync();
        var device = rig.World.At("p1");

        Assert.Equal(["connect", "read speed", "write speed=20", "read speed"], await NextAsync(device, 4));
        await rig.Time.WaitForTimerAsync(_cycle);
        // Both reads are one report if the first was not sent before the second.
        Assert.EndsWith("speed=20(20)", await LastReportAsync(rig, "speed=20(20)"), StringComparison.Ordinal);

        device.Values["speed"] = "20.0";
        await rig.PassAsync(_cycle);
        Assert.Equal("factory/p1 speed=20.0(20)", await rig.Edge.NextReportAsync());
        device.Values["speed"] = "3";
        await rig.PassAsync(_cycle);
        Assert.Equal(["read speed", "read speed", "write speed=20", "read speed"], await NextAsync(device, 4));
    }

    [Fact]
    public async Task Update_WishOnly_IsWrittenWithoutConnectingAnew()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed"));
        var device = rig.World.At("p1");
        await device.UntilAsync("read speed");
        await rig.Time.WaitForTimerAsync(_cycle);

        await rig.CallAsync(DmiMethods.UpdateDevice, new UpdateDeviceRequest { Device = Messages.Device("p1", "speed=5") });

        Assert.Equal(["read speed", "write speed=5", "read speed"], await NextAsync(device, 3));
    }

    [Fact]
    public async Task Update_OfTheDescription_ConnectsAnewAfterTheOldDriverLetGo()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed"));
        var device = rig.World.At("p1");
        await device.UntilAsync("read speed");

        await rig.CallAsync(DmiMethods.UpdateDevice, new UpdateDeviceRequest { Device = Messages.Device("p1", "speed", "heat") });

        Assert.Equal(["dispose", "connect", "read heat", "read speed"], await NextAsync(device, 4));
    }

    [Fact]
    public async Task Model_ComesAfterItsDevice_ReadOnlyPropertiesAreNotWritten()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed=1"));
        var device = rig.World.At("p1");
        await device.UntilAsync("write speed=1");

        await rig.CallAsync(DmiMethods.CreateDeviceModel, new CreateDeviceModelRequest { Model = Messages.Model(("speed", "ReadOnly")) });
        await device.UntilAsync("connect");
        device.Values["speed"] = "9";
        await rig.PassAsync(_cycle);
        await device.UntilAsync("read speed");
        await rig.Time.WaitForTimerAsync(_cycle);

        Assert.Equal("9", device.Values["speed"]);
    }

    [Fact]
    public async Task Update_WhileARegistrationIsAnswered_IsNewerThanTheAnswer()
    {
        await using var rig = new Rig();
        rig.Edge.Data.DeviceList.Add([Messages.Device("p1", "speed=1"), Messages.Device("p2", "speed")]);
        rig.Edge.OnRegister = async () =>
        {
            await rig.CallAsync(DmiMethods.UpdateDevice, new UpdateDeviceRequest { Device = Messages.Device("p1", "speed=2") });
            await rig.CallAsync(DmiMethods.RemoveDevice, new RemoveDeviceRequest { DeviceName = "p2", DeviceNamespace = "factory" });
        };
        await rig.StartAsync();

        Assert.Equal(["connect", "read speed", "write speed=2", "read speed"], await NextAsync(rig.World.At("p1"), 4));
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("p1", Assert.Single(rig.State.Devices).Name);
        Assert.Equal("2", rig.World.At("p1").Values["speed"]);
    }

    [Fact]
    public async Task Remove_Device_LetsGoOfIt()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed"));
        await rig.World.At("p1").UntilAsync("read speed");

        await rig.CallAsync(DmiMethods.RemoveDevice, new RemoveDeviceRequest { DeviceName = "p1", DeviceNamespace = "factory" });

        await rig.World.At("p1").UntilAsync("dispose");
        Assert.Empty(rig.State.Devices);
    }

    [Fact]
    public async Task Remove_ThenRegisterAgain_WaitsUntilTheFormerDriverLetGo()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed"));
        var device = rig.World.At("p1");
        await device.UntilAsync("read speed");
        await rig.Time.WaitForTimerAsync(_cycle);

        await rig.CallAsync(DmiMethods.RemoveDevice, new RemoveDeviceRequest { DeviceName = "p1", DeviceNamespace = "factory" });
        await rig.CallAsync(DmiMethods.RegisterDevice, new RegisterDeviceRequest { Device = Messages.Device("p1", "speed") });

        Assert.Equal(["dispose", "connect", "read speed"], await NextAsync(device, 3));
    }

    [Fact]
    public async Task GetDevice_HasWhatTheDeviceShows()
    {
        await using var rig = await StartAsync(Messages.Device("p1", "speed"));
        await rig.Edge.NextReportAsync();

        var found = await rig.CallAsync(DmiMethods.GetDevice, new GetDeviceRequest { DeviceName = "p1", DeviceNamespace = "factory" });

        var twin = Assert.Single(found.Value!.Device.Status.Twins);
        Assert.Equal(("speed", "0"), (twin.PropertyName, twin.Reported.Value));
    }

    [Fact]
    public async Task Register_DeviceThatMakesNoSense_IsRefused()
    {
        await using var rig = await StartAsync();
        var broken = Messages.Device("p1", "speed");
        broken.Spec.Protocol.ConfigData.Data["x"] = new Google.Protobuf.WellKnownTypes.Any
        {
            TypeUrl = "type.googleapis.com/google.protobuf.StringValue",
            Value = ByteString.CopyFrom(0xFF),
        };

        var nameless = await rig.CallAsync(DmiMethods.RegisterDevice, new RegisterDeviceRequest { Device = new Device() });
        var nothing = await rig.CallAsync(DmiMethods.CreateDeviceModel, new CreateDeviceModelRequest());
        var unreadable = await rig.CallAsync(DmiMethods.RegisterDevice, new RegisterDeviceRequest { Device = broken });

        Assert.Equal(GrpcStatusCode.InvalidArgument, nameless.Status.Code);
        Assert.Equal(GrpcStatusCode.InvalidArgument, nothing.Status.Code);
        Assert.Equal(GrpcStatusCode.InvalidArgument, unreadable.Status.Code);
        Assert.Empty(rig.State.Devices);
    }

    [Fact]
    public async Task Register_MoreDevicesThanItTakes_IsResourceExhausted()
    {
        await using var rig = new Rig(options => options.MaximumDevices = 1);
        await rig.StartAsync();
        await rig.Edge.NextRegistrationAsync();

        var first = await rig.CallAsync(DmiMethods.RegisterDevice, new RegisterDeviceRequest { Device = Messages.Device("p1") });
        var second = await rig.CallAsync(DmiMethods.RegisterDevice, new RegisterDeviceRequest { Device = Messages.Device("p2") });

        Assert.Equal("p1", first.Value!.DeviceName);
        Assert.Equal(GrpcStatusCode.ResourceExhausted, second.Status.Code);
    }

    private static async Task<Rig> StartAsync(params Device[] devices)
    {
        var rig = new Rig();
        rig.Edge.Data.DeviceList.Add(devices);
        await rig.StartAsync();
        await rig.Edge.NextRegistrationAsync();
        return rig;
    }

    private static async Task<List<string>> NextAsync(FakeDevice device, int count)
    {
        var events = new List<string>();
        while (events.Count < count)
        {
            events.Add(await device.NextAsync());
        }

        return events;
    }

    private static async Task<string> LastReportAsync(Rig rig, string end)
    {
        var report = await rig.Edge.NextReportAsync();
        return report.EndsWith(end, StringComparison.Ordinal) ? report : await rig.Edge.NextReportAsync();
    }
}
