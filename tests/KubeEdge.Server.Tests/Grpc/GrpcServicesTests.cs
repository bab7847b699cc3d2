using System.Buffers;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using KubeEdge.Grpc;
using KubeEdge.Grpc.Framing;
using KubeEdge.Server.Grpc;
using KubeEdge.Server.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Server.Tests.Grpc;

/// <summary>What callers get, byte by byte, from the services of an endpoint.</summary>
public sealed class GrpcServicesTests
{
    private static readonly GrpcMethod<string, string> _hello = Method("Hello");

    [Fact]
    public async Task Call_ToAHandler_IsAnswered()
    {
        await using var endpoint = await StartAsync();
        await using var channel = new GrpcChannel(endpoint.Address);

        Assert.Equal("hello you", (await CallAsync(channel, "you")).Value);
        Assert.Equal(new GrpcStatus(GrpcStatusCode.NotFound, "nobody ist hier: ä"), (await CallAsync(channel, "nobody")).Status);
        Assert.Equal(new GrpcStatus(GrpcStatusCode.Internal, "The method failed."), (await CallAsync(channel, "throw")).Status);
        Assert.Equal("hello you", (await CallAsync(channel, "you")).Value);
    }

    [Theory]
    [InlineData("/test.Greeter/Bye", GrpcStatusCode.Unimplemented, "unknown method Bye for service test.Greeter")]
    [InlineData("/test.Other/Hello", GrpcStatusCode.Unimplemented, "unknown service test.Other")]
    [InlineData("/Hello", GrpcStatusCode.Unimplemented, "malformed method name: \"/Hello\"")]
    public async Task Call_NoSuchMethod_IsUnimplemented(string path, GrpcStatusCode code, string message) =>
        Assert.Equal(((int)code, message), await PostAsync(new byte[GrpcFrame.PrefixLength], path));

    [Theory]
    [InlineData("", "", GrpcStatusCode.Internal, "the request has no message")]
    [InlineData("00 00000005 61", "", GrpcStatusCode.Internal, "the request ended within its message")]
    [InlineData("00 00000000 00 00000000", "", GrpcStatusCode.Internal, "the request has more than one message")]
    [InlineData("00 00000001 21", "", GrpcStatusCode.Internal, "grpc: error unmarshalling request: an exclamation")]
    [InlineData("01 00000001 61", "", GrpcStatusCode.Internal, "grpc: compressed flag set with identity or empty encoding")]
    [InlineData("01 00000001 61", "gzip", GrpcStatusCode.Unimplemented, "grpc: Decompressor is not installed for grpc-encoding \"gzip\"")]
    [InlineData("00 00000401 61", "", GrpcStatusCode.ResourceExhausted, "grpc: received message larger than max (1025 vs. 1024)")]
    public async Task Call_BodyThatMakesNoSense_IsRefused(string hex, string encoding, GrpcStatusCode code, string message) =>
        Assert.Equal(
            ((int)code, message),
            await PostAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), _hello.Path, (GrpcNames.Encoding, encoding)));

    [Fact]
    public async Task Call_DeadlineMalformed_IsRefused() =>
        Assert.Equal(
            ((int)GrpcStatusCode.Internal, "malformed grpc-timeout: \"soon\""),
            await PostAsync(new byte[GrpcFrame.PrefixLength], _hello.Path, (GrpcNames.Timeout, "soon")));

    [Fact]
    public async Task Call_DeadlinePassed_TheHandlerIsToldAndTheCallerToo() =>
        Assert.Equal(
            ((int)GrpcStatusCode.DeadlineExceeded, "The deadline of the call has passed."),
            await PostAsync(GrpcFrame.Encode("wait", _hello.WriteRequest), _hello.Path, (GrpcNames.Timeout, "0n")));

    [Fact]
    public async Task Request_NotGrpc_Is415()
    {
        await using var endpoint = await StartAsync();
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        var answer = await client.GetAsync(endpoint.Address).WaitAsync(Endpoints.Patience);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Add_SameMethodTwice_IsRefused()
    {
        var services = new GrpcServices(NullLoggerFactory.Instance).Add(_hello, AnswerAsync);

        Assert.Throws<ArgumentException>(() => services.Add(_hello, AnswerAsync));
        await Task.CompletedTask;
    }

    private static GrpcMethod<string, string> Method(string name) => new("test.Greeter", name, Write, Read, Write, Read);

    private static void Write(string text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    private static string Read(ReadOnlySequence<byte> bytes) =>
        bytes.FirstSpan.StartsWith("!"u8) ? throw new FormatException("an exclamation") : Encoding.UTF8.GetString(bytes);

    private static async ValueTask<GrpcResult<string>> AnswerAsync(string request, CancellationToken cancellationToken)
    {
        if (request == "wait")
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return request switch
        {
            "nobody" => new GrpcStatus(GrpcStatusCode.NotFound, "nobody ist hier: ä"),
            "throw" => throw new InvalidOperationException("secret"),
            _ => "hello " + request,
        };
    }

    private static Task<ServerEndpoint> StartAsync()
    {
        var services = new GrpcServices(NullLoggerFactory.Instance, new GrpcServicesOptions { MaximumMessageBytes = 1024 })
            .Add(_hello, AnswerAsync);
        return Endpoints.StartAsync(new ServerEndpointOptions { Http2 = true }, services.HandleAsync);
    }

    private static async Task<GrpcResult<string>> CallAsync(GrpcChannel channel, string text) =>
        await channel.CallAsync(_hello, text, TimeSpan.FromSeconds(30)).AsTask().WaitAsync(Endpoints.Patience);

    private static async Task<(int Status, string Message)> PostAsync(
        ReadOnlyMemory<byte> body, string path, (string Name, string Value)? header = null)
    {
        await using var endpoint = await StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc+proto");
        if (header is { Value.Length: > 0 } given)
        {
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        }

        using var answer = await client.SendAsync(request).WaitAsync(Endpoints.Patience);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/grpc", answer.Content.Headers.ContentType?.MediaType);
        return (
            int.Parse(answer.Headers.GetValues(GrpcNames.Status).Single(), System.Globalization.CultureInfo.InvariantCulture),
            GrpcText.DecodeMessage(answer.Headers.GetValues(GrpcNames.Message).Single()));
    }
}
