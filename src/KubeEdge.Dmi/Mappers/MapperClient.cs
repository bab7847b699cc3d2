using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Shared.Dmi;

namespace KubeEdge.Dmi.Mappers;

/// <summary>Calls a mapper on its socket, over one connection that is opened when it is needed.</summary>
internal sealed class MapperClient(GrpcChannel channel, TimeSpan timeout) : IAsyncDisposable
{
    /// <summary>Makes a call.</summary>
    /// <param name="key">The device or model.</param>
    /// <param name="ns">Its namespace as mappers are told.</param>
    /// <param name="call">What is to be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<GrpcStatus> CallAsync(DmiKey key, string ns, PlannedCall call, CancellationToken cancellationToken) =>
        (call.Kind, call.Message) switch
        {
            (CallKind.Create, DeviceModel model) => CallAsync(
                DmiMethods.CreateDeviceModel, new CreateDeviceModelRequest { Model = model }, cancellationToken),
            (CallKind.Update, DeviceModel model) => CallAsync(
                DmiMethods.UpdateDeviceModel, new UpdateDeviceModelRequest { Model = model }, cancellationToken),
            (CallKind.Create, Device device) => CallAsync(
                DmiMethods.RegisterDevice, new RegisterDeviceRequest { Device = device }, cancellationToken),
            (CallKind.Update, Device device) => CallAsync(
                DmiMethods.UpdateDevice, new UpdateDeviceRequest { Device = device }, cancellationToken),
            _ when key.Kind == DmiKind.Model => CallAsync(
                DmiMethods.RemoveDeviceModel, new() { ModelName = key.Name, ModelNamespace = ns }, cancellationToken),
            _ => CallAsync(DmiMethods.RemoveDevice, new() { DeviceName = key.Name, DeviceNamespace = ns }, cancellationToken),
        };

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private async ValueTask<GrpcStatus> CallAsync<TRequest, TResponse>(
        GrpcMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
    {
        var result = await channel.CallAsync(method, request, timeout, cancellationToken).ConfigureAwait(false);
        return result.Status;
    }
}
