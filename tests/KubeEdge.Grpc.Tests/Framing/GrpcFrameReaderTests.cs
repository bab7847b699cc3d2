using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using KubeEdge.Grpc.Framing;
using KubeEdge.Grpc.Tests.Support;

namespace KubeEdge.Grpc.Tests.Framing;

public sealed class GrpcFrameReaderTests
{
    [Fact]
    public async Task ReadAsync_OneByteAtATime_FindsEveryMessage()
    {
        var pipe = new Pipe();
        var reader = new GrpcFrameReader(pipe.Reader, 100);
        var found = ReadAllAsync(reader);

        foreach (var one in Peer.Frames("a", "", "longer"))
        {
            await pipe.Writer.WriteAsync(new[] { one });
        }

        await pipe.Writer.CompleteAsync();

        Assert.Equal(["a", "", "longer", "End"], await found.WaitAsync(Echo.Patience));
    }

    [Theory]
    [InlineData("00 00000003 6161", GrpcFrameKind.Truncated)]
    [InlineData("00 0000", GrpcFrameKind.Truncated)]
    [InlineData("00 00000065", GrpcFrameKind.TooLarge)]
    [InlineData("00 FFFFFFFF", GrpcFrameKind.TooLarge)]
    [InlineData("01 00000001 61", GrpcFrameKind.Compressed)]
    [InlineData("07 00000001 61", GrpcFrameKind.Compressed)]
    [InlineData("", GrpcFrameKind.End)]
    public async Task ReadAsync_OddBytes_SaysWhat(string hex, GrpcFrameKind expected)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var reader = new GrpcFrameReader(PipeReader.Create(new ReadOnlySequence<byte>(bytes)), 100);

        var frame = await reader.ReadAsync(default);

        Assert.Equal(expected, frame.Kind);
        Assert.True(frame.Body.IsEmpty);
    }

    [Fact]
    public async Task ReadAsync_AfterAFault_FindsTheSameFault()
    {
        var reader = new GrpcFrameReader(PipeReader.Create(new ReadOnlySequence<byte>([1, 0, 0, 0, 0])), 100);

        Assert.Equal(GrpcFrameKind.Compressed, (await reader.ReadAsync(default)).Kind);
        Assert.Equal(GrpcFrameKind.Compressed, (await reader.ReadAsync(default)).Kind);
    }

    private static async Task<List<string>> ReadAllAsync(GrpcFrameReader reader)
    {
        var found = new List<string>();
        while (true)
        {
            var frame = await reader.ReadAsync(default);
            if (frame.Kind != GrpcFrameKind.Message)
            {
                found.Add(frame.Kind.ToString());
                return found;
            }

            found.Add(Encoding.UTF8.GetString(frame.Body));
        }
    }
}
