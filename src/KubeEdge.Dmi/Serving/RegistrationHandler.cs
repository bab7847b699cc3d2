using System.Text;
using KubeEdge.Dmi.Diagnostics;
using KubeEdge.Dmi.Mappers;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;

namespace KubeEdge.Dmi.Serving;

/// <summary>Takes registrations and refuses those that could never be called.</summary>
internal sealed class RegistrationHandler(MapperSet mappers, DmiMetrics metrics)
{
    private const int MostBytesOfPath = 107;
    private const int MostLetters = 253;

    public async ValueTask<GrpcResult<MapperRegisterResponse>> RegisterAsync(
        MapperRegisterRequest request, CancellationToken cancellationToken)
    {
        GrpcResult<MapperRegisterResponse> result;
        if (Fault(request.Mapper, out var address) is { } fault)
        {
            result = fault;
        }
        else
        {
            var info = request.Mapper;
            var mapper = new MapperRecord(info.Protocol, address, info.Name, info.Version, info.ApiVersion, info.State);
            result = await mappers.RegisterAsync(mapper, request.WithData, cancellationToken).ConfigureAwait(false);
        }

        metrics.Registered(result.Status.Code);
        return result;
    }

    private static GrpcStatus? Fault(MapperInfo? mapper, out string address)
    {
        address = string.Empty;
        if (mapper is null)
        {
            return new(GrpcStatusCode.InvalidArgument, "fail to register mapper because there is none in the request");
        }

        if (mapper.Protocol.Length == 0)
        {
            // Code and words of the original.
            return new(GrpcStatusCode.Unknown, $"fail to register mapper {mapper.Name} because the protocol is nil");
        }

        if (mapper.Protocol.Length > MostLetters || mapper.Name.Length > MostLetters)
        {
            return new(GrpcStatusCode.InvalidArgument, $"fail to register mapper: name and protocol may have {MostLetters} letters");
        }

        if (mapper.Address.Length is 0 or > MostBytesOfPath || mapper.Address.Span.Contains((byte)0))
        {
            return new(
                GrpcStatusCode.InvalidArgument,
                $"fail to register mapper {mapper.Name} because its address is no path of a unix socket: 1 to {MostBytesOfPath} bytes");
        }

        address = Encoding.UTF8.GetString(mapper.Address.Span);
        return Path.IsPathRooted(address)
            ? null
            : new(GrpcStatusCode.InvalidArgument, $"fail to register mapper {mapper.Name} because its address {address} is no full path");
    }
}
