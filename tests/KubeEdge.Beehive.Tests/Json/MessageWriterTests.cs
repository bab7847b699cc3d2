using System.Buffers;
using System.Text;
using System.Text.Json;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Json;

public sealed class MessageWriterTests
{
    private const string Prefix = "{\"header\":{\"msg_id\":\"\",\"timestamp\":0},\"route\":{},\"content\":";

    [Theory]
    [InlineData("", "")]
    [InlineData("plain / ' + \u007f é 中 😀", "plain / ' + \u007f é 中 😀")]
    [InlineData("\"\\\n\r\t", "\\\"\\\\\\n\\r\\t")]
    [InlineData("\b\f\u0000\u001f", "\\u0008\\u000c\\u0000\\u001f")]
    [InlineData("<a>&\u2028\u2029\ufffd", "\\u003ca\\u003e\\u0026\\u2028\\u2029\ufffd")]
    public void Write_Text_IsEscapedAsGoDoes(string text, string expected)
    {
        var message = new Message(new MessageHeader(MessageId.Parse(text), default, 0), default, MessageContent.Text(text));

        Assert.Equal(
            $$"""{"header":{"msg_id":"{{expected}}","timestamp":0},"route":{},"content":"{{expected}}"}""" + "\n",
            TestJson.Write(message));
    }

    [Theory]
    [InlineData("plain / ' + \u007f é 中 😀", "plain / ' + \u007f é 中 😀")]
    [InlineData("<a>&\u2028\"\\\b\n", "\\u003ca\\u003e\\u0026\\u2028\\\"\\\\\\u0008\\n")]
    public void Write_TypedContent_IsEscapedAsGoDoes(string text, string expected)
    {
        var message = new Message(default, default, MessageContent.Object(new Texts(text), TestJson.Default.Texts));

        Assert.Equal($"{Prefix}{{\"text\":\"{expected}\",\"other\":null,\"reads\":0,\"touch\":1}}}}\n", TestJson.Write(message));
    }

    [Fact]
    public void Write_HalfOfASurrogatePair_IsReplaced()
    {
        const string text = "x\ud800\ud83d\ude00\udc00";

        Assert.Equal($"{Prefix}\"x\\ufffd😀\\ufffd\"}}\n", TestJson.Write(new Message(default, default, MessageContent.Text(text))));
        Assert.Equal(
            $"{Prefix}\"x\\ufffd😀\\ufffd\"}}\n",
            TestJson.Write(new Message(default, default, MessageContent.Object(text, TestJson.Default.String))));
    }

    [Fact]
    public void Write_TypedContent_SerialisesOnce()
    {
        var content = new Texts("x");

        TestJson.Write(new Message(default, default, MessageContent.Object(content, TestJson.Default.Texts)));

        Assert.Equal(1, content.Reads);
    }

    [Fact]
    public void Write_ContentThatCannotBeJson_ThrowsAndTheNextMessageIsWhole()
    {
        var broken = new Message(default, default, MessageContent.Object(double.NaN, TestJson.Default.Double));

        Assert.Throws<JsonException>(() => TestJson.Write(broken));
        Assert.Equal($"{Prefix}5}}\n", TestJson.Write(new Message(default, default, MessageContent.Object(5.0, TestJson.Default.Double))));
    }

    [Fact]
    public void Write_Bytes_AreBase64AndComeBack()
    {
        byte[] bytes = [0x00, 0x01, 0xfe, 0xff, 0x80, 0x7b];
        var message = new Message(default, default, MessageContent.Bytes(bytes));

        var written = TestJson.Write(message);
        var read = MessageJson.Read(Encoding.UTF8.GetBytes(written)).Message;

        Assert.Equal($"{Prefix}\"AAH+/4B7\"}}\n", written);
        Assert.NotNull(read);
        Assert.True(read.Content.IsText("AAH+/4B7"));
        Assert.True(read.Content.TryGetBytes(out var back));
        Assert.Equal(bytes, back.ToArray());
    }

    [Fact]
    public void Write_IntoABufferThatGivesLittle_IsTheSame()
    {
        foreach (var vector in Vectors.WireVector.All.Where(v => v.Payload.Length > 0))
        {
            var message = MessageJson.Read(vector.Payload).Message;
            Assert.NotNull(message);
            var output = new StingyBufferWriter();
            MessageJson.Write(output, message);
            Assert.Equal(vector.Payload, output.Written.ToArray());
        }
    }

    [Fact]
    public void Write_Appends_AfterWhatIsThere()
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write("before"u8);

        MessageJson.Write(output, new Message(default, default, default));
        MessageJson.Write(output, new Message(default, default, default));

        Assert.Equal($"before{Prefix}null}}\n{Prefix}null}}\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
