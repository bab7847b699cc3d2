using Google.Protobuf;
using KubeEdge.Grpc;

namespace KubeEdge.Shared.Grpc;

/// <summary>Makes methods of protobuf messages, in packages that compile some and show none of them.</summary>
internal static class ProtobufMethod
{
    public static GrpcMethod<TRequest, TResponse> Create<TRequest, TResponse>(
        string service, string name, MessageParser<TRequest> requests, MessageParser<TResponse> responses)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> =>
        new(
            service,
            name,
            static (message, output) => message.WriteTo(output),
            requests.ParseFrom,
            static (message, output) => message.WriteTo(output),
            responses.ParseFrom);
}
