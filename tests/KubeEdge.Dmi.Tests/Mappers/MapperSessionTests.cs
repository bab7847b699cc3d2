using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Grpc;

namespace KubeEdge.Dmi.Tests.Mappers;

public class MapperSessionTests
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Device_ComesBeforeItsModel_MapperGetsTheModelFirst()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        await rig.RegisterAsync(mapper.Socket);

        await rig.PutDeviceAsync("thermo");
        await rig.PutModelAsync();

        Assert.Equal("model", (await mapper.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel")).Model.Name);
        var device = (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device;
        Assert.Equal(("thermo", "default"), (device.Name, device.Namespace));
    }

    /// <summary>The status changes with every report; the device in the mapper must not restart for that.</summary>
    [Fact]
    public async Task Device_SpecIsTheSame_MapperIsNotCalled()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.RegisterAsync(mapper.Socket);

        await rig.PutDeviceAsync("thermo", status: """{"twins":[{"propertyName":"temp","reported":{"value":"19"}}]}""");
        await rig.PutDeviceAsync("thermo", desired: "21");

        var device = (await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice")).Device;
        Assert.Equal("21", device.Spec.Properties[0].Desired.Value);
    }

    [Fact]
    public async Task Mapper_IsAway_OthersAreServedAndItGetsTheNewestWhenItComes()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var away = new TestMapper(rig.SocketOf("away"));
        await using var there = await rig.StartMapperAsync("there");
        await rig.RegisterAsync(away.Socket, withData: false);
        await rig.RegisterAsync(there.Socket, withData: false, protocol: "opcua");
        var pause = rig.Clock.WaitForTimerAsync(_pause);

        await rig.PutModelAsync();
        await rig.PutDeviceAsync("one", desired: "1");
        await pause.WaitAsync(TimeSpan.FromSeconds(30));
        await rig.PutModelAsync("other", "opcua");
        await rig.PutDeviceAsync("two", model: "other", protocol: "opcua");
        await there.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel");
        await there.NextAsync<RegisterDeviceRequest>("RegisterDevice");
        await rig.PutDeviceAsync("one", desired: "2");
        Assert.NotNull(rig.State.Mappers.Single(mapper => mapper.Protocol == "modbus").Fault);

        await away.StartAsync();
        rig.Clock.Advance(_pause);

        await away.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel");
        var device = (await away.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device;
        Assert.Equal("2", device.Spec.Properties[0].Desired.Value);
        await DmiRig.UntilAsync(() => rig.State.Mappers.All(static mapper => mapper is { Fault: null, Waiting: 0 }));
    }

    [Fact]
    public async Task Mapper_RefusesADevice_OnlyThatOneWaitsAndIsAskedAgain()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        var refuses = true;
        mapper.Answer = (call, _) => ValueTask.FromResult(
            refuses && call.Request is RegisterDeviceRequest { Device.Name: "bad" }
                ? new GrpcStatus(GrpcStatusCode.Unknown, "no")
                : default);
        await rig.PutModelAsync();
        await rig.RegisterAsync(mapper.Socket);
        var pause = rig.Clock.WaitForTimerAsync(_pause);

        await rig.PutDeviceAsync("bad");
        Assert.Equal("bad", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
        await pause.WaitAsync(TimeSpan.FromSeconds(30));
        await rig.PutDeviceAsync("good");
        Assert.Equal("good", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 1, Waiting: 1, Fault: null });

        refuses = false;
        rig.Clock.Advance(_pause);

        Assert.Equal("bad", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 2, Waiting: 0 });
    }

    [Fact]
    public async Task Mapper_NeverAnswers_IsGivenUpAfterItsTimeAndAskedAgain()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        var hangs = true;
        mapper.Answer = async (_, token) =>
        {
            if (hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return default;
        };
        await rig.RegisterAsync(mapper.Socket);
        await rig.PutModelAsync();
        await mapper.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel");
        var pause = rig.Clock.WaitForTimerAsync(_pause);

        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        await pause.WaitAsync(TimeSpan.FromSeconds(30));
        hangs = false;
        rig.Clock.Advance(_pause);

        await mapper.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel");
        await DmiRig.UntilAsync(() => rig.State.Mappers[0].Waiting == 0);
    }

    [Fact]
    public async Task Mapper_HasLostADevice_GetsItAgain()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        mapper.Answer = static (call, _) => ValueTask.FromResult(
            call.Request is UpdateDeviceRequest ? new GrpcStatus(GrpcStatusCode.NotFound) : default);
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.RegisterAsync(mapper.Socket);

        await rig.PutDeviceAsync("thermo", desired: "21");

        await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice");
        Assert.Equal("21", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Spec.Properties[0].Desired.Value);
    }

    [Fact]
    public async Task Device_ChangesItsProtocol_OneMapperLosesItAndTheOtherGetsIt()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var modbus = await rig.StartMapperAsync("modbus");
        await using var opcua = await rig.StartMapperAsync("opcua");
        await rig.PutModelAsync(protocol: string.Empty);
        await rig.PutDeviceAsync("thermo");
        await rig.RegisterAsync(modbus.Socket);
        await rig.RegisterAsync(opcua.Socket, protocol: "opcua");

        await rig.PutDeviceAsync("thermo", protocol: "opcua");

        var removed = await modbus.NextAsync<RemoveDeviceRequest>("RemoveDevice");
        Assert.Equal(("thermo", "default"), (removed.DeviceName, removed.DeviceNamespace));
        Assert.Equal("model", (await modbus.NextAsync<RemoveDeviceModelRequest>("RemoveDeviceModel")).ModelName);
        await opcua.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel");
        Assert.Equal("thermo", (await opcua.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
    }

    [Fact]
    public async Task Model_Changes_MapperIsTold()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        await rig.RegisterAsync(mapper.Socket);

        await rig.PutModelAsync(unit: "F");

        Assert.Equal("F", (await mapper.NextAsync<UpdateDeviceModelRequest>("UpdateDeviceModel")).Model.Spec.Properties[0].Unit);
    }

    [Fact]
    public async Task Mapper_RefusesToRemoveADevice_KeepsItsModelUntilItDoes()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        mapper.Answer = static (call, _) => ValueTask.FromResult(
            call.Request is RemoveDeviceRequest ? new GrpcStatus(GrpcStatusCode.Unknown, "no") : default);
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.RegisterAsync(mapper.Socket);

        await rig.DeleteAsync(DmiKind.Device, "thermo");
        await mapper.NextAsync<RemoveDeviceRequest>("RemoveDevice");
        await rig.Clock.WaitForTimerAsync(_pause);
        await rig.DeleteAsync(DmiKind.Model, "model");
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 1, Waiting: 2 });

        // Nor does it go first after a restart.
        await rig.RestartAsync();
        await mapper.NextAsync<RemoveDeviceRequest>("RemoveDevice");
        await rig.Clock.WaitForTimerAsync(_pause);
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 1, Waiting: 2 });
        mapper.Answer = static (_, _) => default;
        rig.Clock.Advance(_pause);

        await mapper.NextAsync<RemoveDeviceRequest>("RemoveDevice");
        Assert.Equal("model", (await mapper.NextAsync<RemoveDeviceModelRequest>("RemoveDeviceModel")).ModelName);
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 0, Waiting: 0 });
    }

    [Fact]
    public async Task Mapper_RefusesADevicesNewModel_KeepsTheOldOneUntilItTakesIt()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        mapper.Answer = static (call, _) => ValueTask.FromResult(
            call.Request is UpdateDeviceRequest ? new GrpcStatus(GrpcStatusCode.Unknown, "no") : default);
        await rig.PutModelAsync("old");
        await rig.PutModelAsync("new");
        await rig.PutDeviceAsync("thermo", model: "old");
        await rig.RegisterAsync(mapper.Socket);

        await rig.PutDeviceAsync("thermo", model: "new");
        await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice");
        await rig.Clock.WaitForTimerAsync(_pause);
        await rig.DeleteAsync(DmiKind.Model, "old");
        await DmiRig.UntilAsync(() => rig.State.Mappers[0].Waiting == 2);
        mapper.Answer = static (_, _) => default;
        rig.Clock.Advance(_pause);

        await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice");
        Assert.Equal("old", (await mapper.NextAsync<RemoveDeviceModelRequest>("RemoveDeviceModel")).ModelName);
    }

    [Fact]
    public async Task Model_GoesBeforeItsDevice_BothStayAsTheyAreUntilTheDeviceGoes()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("thermo");
        await rig.RegisterAsync(mapper.Socket);

        await rig.DeleteAsync(DmiKind.Model, "model");
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 1, Waiting: 2 });
        await rig.DeleteAsync(DmiKind.Device, "thermo");

        await mapper.NextAsync<RemoveDeviceRequest>("RemoveDevice");
        await mapper.NextAsync<RemoveDeviceModelRequest>("RemoveDeviceModel");
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 0, Waiting: 0 });
    }

    [Fact]
    public async Task Mapper_HasNoSuchMethod_IsNotAskedAgain()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        mapper.Answer = static (call, _) => ValueTask.FromResult(
            call.Method == "UpdateDeviceModel" ? new GrpcStatus(GrpcStatusCode.Unimplemented) : default);
        await rig.PutModelAsync();
        await rig.RegisterAsync(mapper.Socket);

        await rig.PutModelAsync(unit: "F");

        await mapper.NextAsync<UpdateDeviceModelRequest>("UpdateDeviceModel");
        await DmiRig.UntilAsync(() => rig.State.Mappers[0].Waiting == 0);
    }

    [Fact]
    public async Task Edge_Restarts_MapperHearsWhatChangedAndNothingElse()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("same");
        await rig.PutDeviceAsync("changed");
        await rig.PutDeviceAsync("gone");
        await rig.RegisterAsync(mapper.Socket);
        var registered = Assert.Single(rig.State.Mappers);
        Assert.Equal(3, registered.Devices);

        await mapper.StopAsync();
        await rig.PutDeviceAsync("changed", desired: "21");
        await rig.DeleteAsync(DmiKind.Device, "gone");
        await DmiRig.UntilAsync(() => rig.Catalog.DevicesOf("modbus").Length == 2);
        await rig.RestartAsync(mapper.StartAsync);

        Assert.Equal("gone", (await mapper.NextAsync<RemoveDeviceRequest>("RemoveDevice")).DeviceName);
        Assert.Equal("changed", (await mapper.NextAsync<UpdateDeviceRequest>("UpdateDevice")).Device.Name);
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 2, Waiting: 0 });
    }
}
