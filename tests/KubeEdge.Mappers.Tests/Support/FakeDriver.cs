namespace KubeEdge.Mappers.Tests.Support;

/// <summary>A driver as a user writes one.</summary>
internal sealed class FakeDriver(FakeWorld world) : DeviceDriver
{
    private FakeDevice? _device;

    private FakeDevice Device => _device ?? throw new InvalidOperationException("not connected");

    public override async ValueTask ConnectAsync(DeviceContext device, CancellationToken cancellationToken)
    {
        var found = world.At(device.Protocol.GetString("address"));
        await found.Before("connect", cancellationToken);
        found.Happened("connect");
        _device = found;
    }

    public override async ValueTask<string> ReadAsync(PropertyContext property, CancellationToken cancellationToken)
    {
        await Device.Before("read " + property, cancellationToken);
        Device.Happened("read " + property);
        return Device.Values.GetValueOrDefault(property.Visitor.GetString("at", property.Name), "0");
    }

    public override async ValueTask WriteAsync(PropertyContext property, string value, CancellationToken cancellationToken)
    {
        await Device.Before("write " + property, cancellationToken);
        Device.Values[property.Visitor.GetString("at", property.Name)] = value;
        Device.Happened($"write {property}={value}");
    }

    public override ValueTask DisposeAsync()
    {
        _device?.Happened("dispose");
        return base.DisposeAsync();
    }
}
