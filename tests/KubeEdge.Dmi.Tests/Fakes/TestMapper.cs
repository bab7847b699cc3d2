using System.Threading.Channels;
using Google.Protobuf;
using KubeEdge.Dmi.Protocol;
using KubeEdge.Grpc;
using KubeEdge.Server;
using KubeEdge.Server.Grpc;
using KubeEdge.Shared.Dmi;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Dmi.Tests.Fakes;

/// <summary>A mapper as it is on a machine: serves its own socket, and shows what it is told.</summary>
internal sealed class TestMapper : IAsyncDisposable
{
    private readonly Channel<MapperCall> _calls = Channel.CreateUnbounded<MapperCall>();
    private ServerEndpoint? _endpoint;

    public TestMapper(string socket) => Socket = socket;

    public string Socket { get; }

    /// <summary>How a call is answered; Ok unless it says otherwise. May wait.</summary>
    public Func<MapperCall, CancellationToken, ValueTask<GrpcStatus>> Answer { get; set; } = static (_, _) => default;

    public static async Task<TestMapper> StartAsync(string socket)
    {
        var mapper = new TestMapper(socket);
        await mapper.StartAsync();
        return mapper;
    }

    public async Task StartAsync()
    {
        var services = new GrpcServices(NullLoggerFactory.Instance)
            .Add(DmiMethods.CreateDeviceModel, Take<CreateDeviceModelRequest, CreateDeviceModelResponse>())
            .Add(DmiMethods.UpdateDeviceModel, Take<UpdateDeviceModelRequest, UpdateDeviceModelResponse>())
            .Add(DmiMethods.RemoveDeviceModel, Take<RemoveDeviceModelRequest, RemoveDeviceModelResponse>())
            .Add(DmiMethods.RegisterDevice, Take<RegisterDeviceRequest, RegisterDeviceResponse>())
            .Add(DmiMethods.UpdateDevice, Take<UpdateDeviceRequest, UpdateDeviceResponse>())
            .Add(DmiMethods.RemoveDevice, Take<RemoveDeviceRequest, RemoveDeviceResponse>());
        var options = new ServerEndpointOptions { UnixSocket = Socket, Http2 = true };
        _endpoint = await ServerEndpoint.StartAsync("mapper", options, services.HandleAsync, NullLoggerFactory.Instance)
            .WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>The program is gone.</summary>
    public async Task StopAsync()
    {
        if (_endpoint is { } endpoint)
        {
            _endpoint = null;
            File.Delete(Socket);
            await endpoint.StopAsync(new CancellationToken(canceled: true));
            await endpoint.DisposeAsync();
        }
    }

    /// <summary>The next call.</summary>
    public async Task<MapperCall> NextAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next call, which has to be of a method.</summary>
    public async Task<T> NextAsync<T>(string method)
        where T : class, IMessage
    {
        var call = await NextAsync();
        Assert.Equal(method, call.Method);
        return Assert.IsType<T>(call.Request);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private GrpcHandler<TRequest, TResponse> Take<TRequest, TResponse>()
        where TRequest : IMessage
        where TResponse : new() => async (request, cancellationToken) =>
    {
        var call = new MapperCall(typeof(TRequest).Name[..^"Request".Length], request);
        _calls.Writer.TryWrite(call);
        var status = await Answer(call, cancellationToken);
        return status.IsOk ? new TResponse() : status;
    };
}
