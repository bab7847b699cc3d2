using Google.Protobuf;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Dmi.Tests.Fakes;
using KubeEdge.Grpc;
using KubeEdge.Shared.Dmi;
using KubeEdge.Testing;

namespace KubeEdge.Dmi.Tests.Serving;

public class RegistrationTests
{
    /// <summary>Each model once; in the original it is there once for each of its devices.</summary>
    [Fact]
    public async Task Register_WithData_GivesDevicesOfTheProtocolAndTheirModels()
    {
        await using var rig = await DmiRig.StartAsync();
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("b");
        await rig.PutDeviceAsync("a");
        await rig.PutDeviceAsync("other", protocol: "opcua");
        await rig.PutDeviceAsync("modelless", model: "missing");

        var answer = await rig.RegisterAsync(rig.SocketOf("m"));

        Assert.Equal(["model"], answer.Value!.ModelList.Select(static model => model.Name));
        Assert.Equal(["a", "b"], answer.Value.DeviceList.Select(static device => device.Name));
        Assert.Equal(1, rig.State.Mappers[0].Waiting);
    }

    /// <summary>The original never calls such a mapper.</summary>
    [Fact]
    public async Task Register_WithoutData_GivesNothingAndCalls()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        await rig.PutDeviceAsync("before");

        var answer = await rig.RegisterAsync(mapper.Socket, withData: false);

        Assert.Equal(new MapperRegisterResponse(), answer.Value);
        await mapper.NextAsync<CreateDeviceModelRequest>("CreateDeviceModel");
        Assert.Equal("before", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
        await rig.PutDeviceAsync("after");
        Assert.Equal("after", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);

        // A call that is cut off before its answer was noted would come again.
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 2, Waiting: 0 });
        await rig.RegisterAsync(mapper.Socket, withData: false);
        await rig.PutDeviceAsync("last");
        Assert.Equal("last", (await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
    }

    /// <summary>In release 1.15 the first address stays in the table.</summary>
    [Fact]
    public async Task Register_WithAnotherAddress_NewestIsCalledAlsoAfterRestart()
    {
        await using var rig = await DmiRig.StartAsync();
        await using var first = await rig.StartMapperAsync("first");
        await using var second = await rig.StartMapperAsync("second");
        await rig.PutModelAsync();
        await rig.RegisterAsync(first.Socket);
        await rig.RegisterAsync(second.Socket, name: "m2");

        await rig.PutDeviceAsync("one");
        Assert.Equal("one", (await second.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
        await DmiRig.UntilAsync(() => rig.State.Mappers[0] is { Devices: 1, Waiting: 0 });
        await rig.RestartAsync();
        await rig.PutDeviceAsync("two");

        Assert.Equal("two", (await second.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name);
        Assert.Equal("m2", Assert.Single(rig.State.Mappers).Name);
    }

    /// <summary>Go programs take messages of 4 MiB.</summary>
    [Fact]
    public async Task Register_MoreThanAMessageHolds_RestFollowsAsCalls()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.MaximumMessageBytes = 64 << 10);
        await using var mapper = await rig.StartMapperAsync();
        await rig.PutModelAsync();
        var count = Effort.Of(1_000, 10_000);
        await rig.PutDevicesAsync(count);

        var answer = await rig.RegisterAsync(mapper.Socket);

        var given = answer.Value!.DeviceList.Select(static device => device.Name).ToHashSet();
        Assert.InRange(given.Count, 100, count - 1);
        while (given.Count < count)
        {
            Assert.True(given.Add((await mapper.NextAsync<RegisterDeviceRequest>("RegisterDevice")).Device.Name));
        }
    }

    [Fact]
    public async Task Register_MoreMappersThanAllowed_IsRefusedAndOthersStay()
    {
        await using var rig = await DmiRig.StartAsync(static options => options.MaximumMappers = 1);
        await rig.RegisterAsync(rig.SocketOf("m"));

        var answer = await rig.RegisterAsync(rig.SocketOf("n"), protocol: "opcua");

        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status.Code);
        Assert.True((await rig.RegisterAsync(rig.SocketOf("n"))).IsOk);
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative.sock")]
    [InlineData("/has\0zero")]
    public async Task Register_WithAnAddressThatIsNone_IsRefused(string address)
    {
        await using var rig = await DmiRig.StartAsync();

        Assert.Equal(GrpcStatusCode.InvalidArgument, (await rig.RegisterAsync(address)).Status.Code);
        var nobody = await rig.Channel.CallAsync(DmiMethods.MapperRegister, new MapperRegisterRequest(), TimeSpan.FromSeconds(30));
        Assert.Equal(GrpcStatusCode.InvalidArgument, nobody.Status.Code);
        var info = new MapperInfo { Protocol = "p", Address = ByteString.CopyFromUtf8("/" + new string('x', 200)) };
        var tooLong = await rig.Channel.CallAsync(
            DmiMethods.MapperRegister, new MapperRegisterRequest { Mapper = info }, TimeSpan.FromSeconds(30));
        Assert.Equal(GrpcStatusCode.InvalidArgument, tooLong.Status.Code);
        Assert.Empty(rig.State.Mappers);
    }
}
