using KubeEdge.Grpc.Framing;
using KubeEdge.Grpc.Tests.Support;
using KubeEdge.Server;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Grpc.Tests.Channels;

/// <summary>Calls to a server that answers right, and to one that answers in every wrong way.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task CallAsync_SendsWhatTheStandardAsksFor()
    {
        HttpRequest? seen = null;
        string? text = null;
        await using var peer = await Peer.StartAsync(async context =>
        {
            text = await Peer.ReadAsync(context);
            seen = context.Request;
            Assert.Equal("application/grpc", seen.ContentType);
            Assert.Equal("trailers", seen.Headers.TE);
            Assert.Equal("30000000u", seen.Headers[GrpcNames.Timeout]);
            Assert.Equal("kubeedge-dotnet", seen.Headers.UserAgent);
            Assert.Equal("/test.Echo/Say", seen.Path);
            Assert.Equal("HTTP/2", seen.Protocol);
            await Peer.AnswerAsync(context, Peer.Frames("hi " + text));
        });

        var result = await CallAsync(peer, "äö");

        Assert.Equal("hi äö", result.Value);
        Assert.True(result.IsOk);
    }

    public static TheoryData<string, string, GrpcStatusCode, string> Answers => new()
    {
        { "trailers", "5", GrpcStatusCode.NotFound, "no device \"ä\" at 100 %" },
        { "headers", "14", GrpcStatusCode.Unavailable, "no device \"ä\" at 100 %" },
        { "message and status", "9", GrpcStatusCode.FailedPrecondition, "no device \"ä\" at 100 %" },
        { "trailers", "77", GrpcStatusCode.Unknown, "Status 77: no device \"ä\" at 100 %" },
        { "trailers", "x", GrpcStatusCode.Internal, "The status \"x\" is not a number." },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task CallAsync_StatusOfTheServer_IsTheResult(string where, string number, GrpcStatusCode expected, string message)
    {
        const string Escaped = "no device \"%C3%A4\" at 100 %25";
        await using var peer = await Peer.StartAsync(context =>
        {
            if (where == "headers")
            {
                context.Response.ContentType = GrpcNames.ContentType;
                context.Response.Headers[GrpcNames.Status] = number;
                context.Response.Headers[GrpcNames.Message] = Escaped;
                return Task.CompletedTask;
            }

            return Peer.AnswerAsync(context, where == "trailers" ? [] : Peer.Frames("half done"), number, Escaped);
        });

        var result = await CallAsync(peer);

        Assert.False(result.IsOk);
        Assert.Null(result.Value);
        Assert.Equal(new GrpcStatus(expected, message), result.Status);
    }

    [Theory]
    [InlineData("", "0", GrpcStatusCode.Internal, "no message")]
    [InlineData("00 00000001 61", null, GrpcStatusCode.Internal, "without a status")]
    [InlineData("00 00000005 61", "0", GrpcStatusCode.Internal, "within a message")]
    [InlineData("00 00000005 61", "13", GrpcStatusCode.Internal, "")]
    [InlineData("00 00000001 61 00 00000001 61", "0", GrpcStatusCode.Internal, "more than one")]
    [InlineData("01 00000001 61", "0", GrpcStatusCode.Internal, "compressed")]
    [InlineData("00 00000001 21", "0", GrpcStatusCode.Internal, "an exclamation")]
    [InlineData("00 00400001 61", "0", GrpcStatusCode.ResourceExhausted, "4194305")]
    public async Task CallAsync_BodyThatMakesNoSense_IsAStatus(string hex, string? status, GrpcStatusCode expected, string text)
    {
        var body = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        await using var peer = await Peer.StartAsync(context => Peer.AnswerAsync(context, body, status));

        var result = await CallAsync(peer);

        Assert.Equal(expected, result.Status.Code);
        Assert.Contains(text, result.Status.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "text/html", GrpcStatusCode.Unimplemented)]
    [InlineData(503, "text/plain", GrpcStatusCode.Unavailable)]
    [InlineData(401, "text/plain", GrpcStatusCode.Unauthenticated)]
    [InlineData(200, "text/html", GrpcStatusCode.Unknown)]
    [InlineData(500, "application/grpc", GrpcStatusCode.Unknown)]
    public async Task CallAsync_NoGrpcServer_IsAStatus(int status, string contentType, GrpcStatusCode expected)
    {
        await using var peer = await Peer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync("hello");
        });

        var result = await CallAsync(peer);

        Assert.Equal(expected, result.Status.Code);
        Assert.Contains($"HTTP {status}", result.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_AnswerInPieces_IsPutTogether()
    {
        await using var peer = await Peer.StartAsync(async context =>
        {
            context.Response.ContentType = GrpcNames.ContentType;
            foreach (var one in Peer.Frames("piece by piece"))
            {
                await context.Response.Body.WriteAsync(new[] { one });
                await context.Response.Body.FlushAsync();
            }

            await Peer.AnswerAsync(context, []);
        });

        Assert.Equal("piece by piece", (await CallAsync(peer)).Value);
    }

    [Fact]
    public async Task CallAsync_FourMebibytes_GoThrough()
    {
        await using var peer = await Peer.StartAsync(async context =>
        {
            var text = await Peer.ReadAsync(context);
            await Peer.AnswerAsync(context, Peer.Frames(text));
        });
        var large = new string('x', 2 * 1024 * 1024);

        Assert.Equal(large, (await CallAsync(peer, large)).Value);
    }

    private static async Task<GrpcResult<string>> CallAsync(ServerEndpoint peer, string text = "hello")
    {
        await using var channel = new GrpcChannel(peer.Address);
        return await channel.CallAsync(Echo.Say, text, Echo.Patience).AsTask().WaitAsync(Echo.Patience);
    }
}
