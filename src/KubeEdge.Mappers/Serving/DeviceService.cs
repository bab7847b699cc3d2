using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Mappers.Devices;
using KubeEdge.Server.Grpc;
using KubeEdge.Shared.Dmi;

namespace KubeEdge.Mappers.Serving;

/// <summary>What the edge core may call. Each answers when the change is taken over, not when a device has followed.</summary>
internal sealed class DeviceService(DeviceSet devices)
{
    public GrpcServices AddTo(GrpcServices services) => services
        .Add(DmiMethods.RegisterDevice, (request, _) => Answer(
            devices.Put(request.Device), () => new RegisterDeviceResponse { DeviceName = request.Device.Name }))
        .Add(DmiMethods.UpdateDevice, (request, _) => Answer(devices.Put(request.Device), static () => new UpdateDeviceResponse()))
        .Add(DmiMethods.RemoveDevice, (request, _) => Remove(request))
        .Add(DmiMethods.CreateDeviceModel, (request, _) => Answer(
            devices.PutModel(request.Model),
            () => new CreateDeviceModelResponse { DeviceModelName = request.Model.Name, DeviceModelNamespace = request.Model.Namespace }))
        .Add(DmiMethods.UpdateDeviceModel, (request, _) => Answer(
            devices.PutModel(request.Model), static () => new UpdateDeviceModelResponse()))
        .Add(DmiMethods.RemoveDeviceModel, (request, _) => RemoveModel(request))
        .Add(DmiMethods.GetDevice, (request, _) => Get(request));

    private static ValueTask<GrpcResult<T>> Answer<T>(GrpcStatus status, Func<T> answer) =>
        status.IsOk ? new(answer()) : new(status);

    private ValueTask<GrpcResult<RemoveDeviceResponse>> Remove(RemoveDeviceRequest request)
    {
        devices.Remove(new DeviceKey(request.DeviceNamespace, request.DeviceName));
        return new(new RemoveDeviceResponse());
    }

    private ValueTask<GrpcResult<RemoveDeviceModelResponse>> RemoveModel(RemoveDeviceModelRequest request)
    {
        devices.RemoveModel(new DeviceKey(request.ModelNamespace, request.ModelName));
        return new(new RemoveDeviceModelResponse());
    }

    private ValueTask<GrpcResult<GetDeviceResponse>> Get(GetDeviceRequest request)
    {
        var key = new DeviceKey(request.DeviceNamespace, request.DeviceName);
        return devices.Find(key) is { } worker
            ? new(new GetDeviceResponse { Device = worker.ToDevice() })
            : new(new GrpcStatus(GrpcStatusCode.NotFound, $"There is no device {key} here."));
    }
}
