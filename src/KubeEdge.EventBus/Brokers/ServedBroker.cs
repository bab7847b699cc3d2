namespace KubeEdge.EventBus.Brokers;

/// <summary>A broker and the two connections to it.</summary>
internal sealed class ServedBroker(IBroker broker, LaneFactory lanes) : IAsyncDisposable
{
    private readonly BrokerLane _devices = lanes.Make(broker, LaneDuty.Devices);
    private readonly BrokerLane _data = lanes.Make(broker, LaneDuty.Data);

    public BrokerStatus Status => new(
        broker.Name,
        broker.Server,
        broker.Fault is null && _devices.IsConnected && _data.IsConnected,
        broker.Fault ?? _devices.Fault ?? _data.Fault,
        _devices.Waiting + _data.Waiting) { Remedy = broker.Remedy };

    public void Post(LaneDuty duty, string topic, ReadOnlyMemory<byte> payload) =>
        (duty == LaneDuty.Devices ? _devices : _data).Post(topic, payload);

    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(broker.RunAsync(stopping), _devices.RunAsync(stopping), _data.RunAsync(stopping));

    public ValueTask DisposeAsync() => broker.DisposeAsync();
}
