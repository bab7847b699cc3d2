using KubeEdge.Mappers;

namespace Modbus;

/// <summary>
/// A Modbus TCP device. Its Device object has <c>ip</c>, <c>port</c> (502) and <c>slaveID</c> (1) in <c>spec.protocol.configData</c>, and in the
/// visitors of each property what <see cref="RegisterSettings"/> has: the names of the original's Modbus mapper.
/// </summary>
internal sealed class ModbusDriver : DeviceDriver
{
    private ModbusClient? _client;

    private ModbusClient Client => _client ?? throw new InvalidOperationException("Not connected.");

    public override async ValueTask ConnectAsync(DeviceContext device, CancellationToken cancellationToken) =>
        _client = await ModbusClient.ConnectAsync(
            device.Protocol.GetString("ip"),
            (int)device.Protocol.GetInt64("port", 502),
            (byte)device.Protocol.GetInt64("slaveID", 1),
            cancellationToken);

    public override async ValueTask<string> ReadAsync(PropertyContext property, CancellationToken cancellationToken)
    {
        var at = property.Visitor.Read(ModbusJson.Default.RegisterSettings);
        return at.Register switch
        {
            "CoilRegister" => RegisterText.Of(await Client.ReadBitAsync(1, at.Offset, cancellationToken)),
            "DiscreteInputRegister" => RegisterText.Of(await Client.ReadBitAsync(2, at.Offset, cancellationToken)),
            "HoldingRegister" => RegisterText.Of(await Client.ReadWordsAsync(3, at.Offset, at.Limit, cancellationToken), property.Type, at),
            "InputRegister" => RegisterText.Of(await Client.ReadWordsAsync(4, at.Offset, at.Limit, cancellationToken), property.Type, at),
            _ => throw new DeviceConfigurationException($"{property}: there is no register of kind \"{at.Register}\"."),
        };
    }

    public override async ValueTask WriteAsync(PropertyContext property, string value, CancellationToken cancellationToken)
    {
        var at = property.Visitor.Read(ModbusJson.Default.RegisterSettings);
        switch (at.Register)
        {
            case "CoilRegister":
                await Client.WriteBitAsync(at.Offset, RegisterText.ToBit(value), cancellationToken);
                break;
            case "HoldingRegister":
                await Client.WriteWordsAsync(at.Offset, RegisterText.ToWords(value, property.Type, at), cancellationToken);
                break;
            default:
                throw new DeviceConfigurationException($"{property}: a register of kind \"{at.Register}\" cannot be written.");
        }
    }

    public override ValueTask DisposeAsync()
    {
        _client?.Dispose();
        return base.DisposeAsync();
    }
}
