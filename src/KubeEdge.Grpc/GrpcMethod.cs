namespace KubeEdge.Grpc;

/// <summary>One method of a service: its name, and how its two messages become bytes and back. Serves callers and servers alike.</summary>
/// <remarks>What writes and reads them is the user's choice; protobuf as a rule. Nothing of it shows here, so that a package can keep its
/// generated classes to itself.</remarks>
public sealed class GrpcMethod<TRequest, TResponse>
{
    /// <summary>Describes a method.</summary>
    /// <param name="service">The service with its package, for example <c>runtime.v1.RuntimeService</c>.</param>
    /// <param name="name">The method, for example <c>Version</c>.</param>
    /// <param name="writeRequest">Makes bytes of a request.</param>
    /// <param name="readRequest">Makes a request of bytes.</param>
    /// <param name="writeResponse">Makes bytes of a response.</param>
    /// <param name="readResponse">Makes a response of bytes.</param>
    public GrpcMethod(
        string service,
        string name,
        GrpcWrite<TRequest> writeRequest,
        GrpcRead<TRequest> readRequest,
        GrpcWrite<TResponse> writeResponse,
        GrpcRead<TResponse> readResponse)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(writeRequest);
        ArgumentNullException.ThrowIfNull(readRequest);
        ArgumentNullException.ThrowIfNull(writeResponse);
        ArgumentNullException.ThrowIfNull(readResponse);
        Service = service;
        Name = name;
        Path = $"/{service}/{name}";
        WriteRequest = writeRequest;
        ReadRequest = readRequest;
        WriteResponse = writeResponse;
        ReadResponse = readResponse;
    }

    /// <summary>The service with its package.</summary>
    public string Service { get; }

    /// <summary>The method alone.</summary>
    public string Name { get; }

    /// <summary>What stands in the request: <c>/service/name</c>.</summary>
    public string Path { get; }

    /// <summary>Makes bytes of a request.</summary>
    public GrpcWrite<TRequest> WriteRequest { get; }

    /// <summary>Makes a request of bytes.</summary>
    public GrpcRead<TRequest> ReadRequest { get; }

    /// <summary>Makes bytes of a response.</summary>
    public GrpcWrite<TResponse> WriteResponse { get; }

    /// <summary>Makes a response of bytes.</summary>
    public GrpcRead<TResponse> ReadResponse { get; }
}
