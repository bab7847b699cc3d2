using System.Buffers;
using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Tests.Vectors;

namespace KubeEdge.Beehive.Tests.Json;

public sealed class MessageJsonAllocationTests
{
    private const int Rounds = 1000;

    private Message? _sink;

    [Theory]
    [InlineData("ws-keepalive-c2s")]
    [InlineData("ws-response-ok-c2s")]
    [InlineData("ws-content-struct-s2c")]
    [InlineData("ws-content-html-unicode-s2c")]
    [InlineData("ws-all-header-fields-s2c")]
    [InlineData("ws-content-large-5120-s2c")]
    public void Read_StringsSeenBefore_CostsOneMessage(string id)
    {
        var payload = WireVector.Get(id).Payload;
        var cache = new MessageStringCache();

        var oneMessage = Measure(() => _sink = new Message(default, default, default));

        Assert.Equal(oneMessage, Measure(() => _sink = MessageJson.Read(payload, cache).Message));
        Assert.NotNull(_sink);
    }

    [Fact]
    public void Read_UnknownHeaderMember_StaysASlice()
    {
        var payload = """{"header":{"msg_id":"","timestamp":1,"traceparent":"00-1-2-01"},"route":{},"content":null}"""u8.ToArray();

        var oneMessage = Measure(() => _sink = new Message(default, default, default));

        Assert.Equal(oneMessage, Measure(() => _sink = MessageJson.Read(payload).Message));
    }

    [Theory]
    [InlineData("ws-keepalive-c2s")]
    [InlineData("ws-content-struct-s2c")]
    [InlineData("ws-content-large-5120-s2c")]
    public void Write_IntoABufferWithRoom_AllocatesNothing(string id)
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        var message = MessageJson.Read(WireVector.Get(id).Payload).Message;
        Assert.NotNull(message);

        Assert.Equal(0, Measure(() =>
        {
            output.ResetWrittenCount();
            MessageJson.Write(output, message);
        }));
    }

    [Fact]
    public void Write_TypedContent_AllocatesNothingPerMessage()
    {
        var output = new ArrayBufferWriter<byte>(16 * 1024);
        var message = new Message(default, default, MessageContent.Object(new Texts("a<b"), TestJson.Default.Texts));

        Assert.Equal(0, Measure(() =>
        {
            output.ResetWrittenCount();
            MessageJson.Write(output, message);
        }));
    }

    private static long Measure(Action round)
    {
        for (var i = 0; i < 100; i++)
        {
            round();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            round();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
