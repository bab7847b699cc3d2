using Google.Protobuf.WellKnownTypes;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Mappers.Devices;
using KubeEdge.Mappers.Tests.Support;
using Modbus;

namespace KubeEdge.Mappers.Tests.Samples;

/// <summary>The driver of samples/ModbusMapper and its device, over TCP.</summary>
public sealed class ModbusDriverTests : IAsyncLifetime
{
    private readonly ModbusSimulator _device = new(0);
    private readonly ModbusDriver _driver = new();

    public async ValueTask InitializeAsync() => await _device.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _device.StopAsync(CancellationToken.None).WaitAsync(Rig.Patience);
        _device.Dispose();
    }

    [Theory]
    [InlineData("HoldingRegister", "INT", 1, 1, "-12", new ushort[] { 0xFFF4 })]
    [InlineData("HoldingRegister", "FLOAT", 1, 0.1, "21.3", new ushort[] { 213 })]
    [InlineData("HoldingRegister", "INT", 2, 1, "100000", new ushort[] { 1, 0x86A0 })]
    [InlineData("HoldingRegister", "FLOAT", 2, 1, "1.5", new ushort[] { 0x3FC0, 0 })]
    [InlineData("HoldingRegister", "DOUBLE", 4, 1, "-2.25", new ushort[] { 0xC002, 0, 0, 0 })]
    [InlineData("HoldingRegister", "BOOLEAN", 1, 1, "true", new ushort[] { 1 })]
    public async Task Write_ThenRead_IsTheValueAndTheRegistersHoldIt(
        string register, string type, int limit, double scale, string value, ushort[] words)
    {
        var property = await ConnectAsync(register, type, limit, scale);

        await _driver.WriteAsync(property, value, default).AsTask().WaitAsync(Rig.Patience);

        Assert.Equal(words, _device.Holding[7..(7 + limit)]);
        Assert.Equal(value, await _driver.ReadAsync(property, default).AsTask().WaitAsync(Rig.Patience));
    }

    [Fact]
    public async Task Bits_AndInputs_AreRead()
    {
        _device.Inputs[7] = true;
        _device.InputWords[7] = 42;

        Assert.Equal("true", await _driver.ReadAsync(await ConnectAsync("DiscreteInputRegister", "BOOLEAN", 1, 1), default));
        Assert.Equal("42", await _driver.ReadAsync(await ConnectAsync("InputRegister", "INT", 1, 1), default));
        var coil = await ConnectAsync("CoilRegister", "BOOLEAN", 1, 1);
        Assert.Equal("false", await _driver.ReadAsync(coil, default));
        await _driver.WriteAsync(coil, "true", default);
        Assert.True(_device.Coils[7]);
        Assert.Equal("true", await _driver.ReadAsync(coil, default));
    }

    [Fact]
    public void Settings_LeftOut_HaveTheirDefaults()
    {
        var device = Messages.Device("plc", "value");
        device.Spec.Properties[0].Visitors.ConfigData = Messages.Data(("register", new StringValue { Value = "HoldingRegister" }));

        var settings = ContextFactory.Create(device, null, CycleUnit.Automatic).Properties[0].Visitor.Read(ModbusJson.Default.RegisterSettings);

        Assert.Equal(new RegisterSettings { Register = "HoldingRegister", Offset = 0, Limit = 1, Scale = 1 }, settings);
    }

    [Fact]
    public async Task Refusals_NameWhatIsWrong()
    {
        var far = await ConnectAsync("HoldingRegister", "INT", 1, 1, offset: 5000);
        var odd = await ConnectAsync("Register", "INT", 1, 1);
        var input = await ConnectAsync("InputRegister", "INT", 1, 1);

        Assert.Contains("address 5000", (await Assert.ThrowsAsync<IOException>(() => _driver.ReadAsync(far, default).AsTask())).Message, StringComparison.Ordinal);
        Assert.Contains("\"Register\"", (await Assert.ThrowsAsync<DeviceConfigurationException>(() => _driver.ReadAsync(odd, default).AsTask())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DeviceConfigurationException>(() => _driver.WriteAsync(input, "1", default).AsTask());
    }

    private async Task<PropertyContext> ConnectAsync(string register, string type, int limit, double scale, int offset = 7)
    {
        var device = Messages.Device("plc", "value");
        device.Spec.Protocol.ConfigData = Messages.Data(
            ("ip", new StringValue { Value = "127.0.0.1" }), ("port", new FloatValue { Value = _device.Port }));
        device.Spec.Properties[0].Visitors.ConfigData = Messages.Data(
            ("register", new StringValue { Value = register }),
            ("offset", new FloatValue { Value = offset }),
            ("limit", new FloatValue { Value = limit }),
            ("scale", new FloatValue { Value = (float)scale }));
        var model = Messages.Model(("value", "ReadWrite"));
        model.Spec.Properties[0].Type = type;
        var context = ContextFactory.Create(device, model, CycleUnit.Automatic);
        await _driver.ConnectAsync(context, default).AsTask().WaitAsync(Rig.Patience);
        return context.Properties[0];
    }
}
