using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Shared.Grpc;

namespace KubeEdge.Shared.Dmi;

/// <summary>The methods of both services: those that the edge node serves, and those that each mapper does.</summary>
internal static class DmiMethods
{
    private const string Manager = "v1beta1.DeviceManagerService";
    private const string Mapper = "v1beta1.DeviceMapperService";

    public static readonly GrpcMethod<MapperRegisterRequest, MapperRegisterResponse> MapperRegister =
        ProtobufMethod.Create(Manager, nameof(MapperRegister), MapperRegisterRequest.Parser, MapperRegisterResponse.Parser);

    public static readonly GrpcMethod<ReportDeviceStatusRequest, ReportDeviceStatusResponse> ReportDeviceStatus =
        ProtobufMethod.Create(Manager, nameof(ReportDeviceStatus), ReportDeviceStatusRequest.Parser, ReportDeviceStatusResponse.Parser);

    public static readonly GrpcMethod<ReportDeviceStatesRequest, ReportDeviceStatesResponse> ReportDeviceStates =
        ProtobufMethod.Create(Manager, nameof(ReportDeviceStates), ReportDeviceStatesRequest.Parser, ReportDeviceStatesResponse.Parser);

    public static readonly GrpcMethod<RegisterDeviceRequest, RegisterDeviceResponse> RegisterDevice =
        ProtobufMethod.Create(Mapper, nameof(RegisterDevice), RegisterDeviceRequest.Parser, RegisterDeviceResponse.Parser);

    public static readonly GrpcMethod<UpdateDeviceRequest, UpdateDeviceResponse> UpdateDevice =
        ProtobufMethod.Create(Mapper, nameof(UpdateDevice), UpdateDeviceRequest.Parser, UpdateDeviceResponse.Parser);

    public static readonly GrpcMethod<RemoveDeviceRequest, RemoveDeviceResponse> RemoveDevice =
        ProtobufMethod.Create(Mapper, nameof(RemoveDevice), RemoveDeviceRequest.Parser, RemoveDeviceResponse.Parser);

    public static readonly GrpcMethod<CreateDeviceModelRequest, CreateDeviceModelResponse> CreateDeviceModel =
        ProtobufMethod.Create(Mapper, nameof(CreateDeviceModel), CreateDeviceModelRequest.Parser, CreateDeviceModelResponse.Parser);

    public static readonly GrpcMethod<UpdateDeviceModelRequest, UpdateDeviceModelResponse> UpdateDeviceModel =
        ProtobufMethod.Create(Mapper, nameof(UpdateDeviceModel), UpdateDeviceModelRequest.Parser, UpdateDeviceModelResponse.Parser);

    public static readonly GrpcMethod<RemoveDeviceModelRequest, RemoveDeviceModelResponse> RemoveDeviceModel =
        ProtobufMethod.Create(Mapper, nameof(RemoveDeviceModel), RemoveDeviceModelRequest.Parser, RemoveDeviceModelResponse.Parser);

    public static readonly GrpcMethod<GetDeviceRequest, GetDeviceResponse> GetDevice =
        ProtobufMethod.Create(Mapper, nameof(GetDevice), GetDeviceRequest.Parser, GetDeviceResponse.Parser);
}
