using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Tests.Json;

namespace KubeEdge.Beehive.Tests.Messages;

public sealed class MessageContentTests
{
    [Fact]
    public void Read_Object_PassesTheSameInstance()
    {
        var value = new Numbers(5);

        Assert.Same(value, MessageContent.Object(value, TestJson.Default.Numbers).Read(TestJson.Default.Numbers).Value);
    }

    [Fact]
    public void Read_ObjectAsAnotherType_GoesThroughItsJson()
    {
        var result = MessageContent.Object(new Texts("x", "{}"), TestJson.Default.Texts).Read(TestJson.Default.Numbers);

        Assert.Equal(new Numbers(0), result.Value);
    }

    [Fact]
    public void Read_Null_IsEmpty()
    {
        Assert.Equal(ContentStatus.Empty, MessageContent.Null.Read(TestJson.Default.Numbers).Status);
        Assert.Equal(ContentStatus.Empty, Json("null").Read(TestJson.Default.Numbers).Status);
        Assert.Equal(ContentStatus.Empty, Json("""{"Object":null,"Err":null}""").Read(TestJson.Default.Numbers).Status);
    }

    [Theory]
    [InlineData("""{"n":7}""")]
    [InlineData("""{"Object":{"n":7},"Err":null}""")]
    [InlineData("""{"Err":null,"Object":{"n":7}}""")]
    [InlineData("""{"Object":{"n":7}}""")]
    public void Read_JsonPlainOrPaired_GivesTheObject(string json)
    {
        Assert.Equal(7, Json(json).Read(TestJson.Default.Numbers).Value?.N);
        Assert.Equal(7, MessageContent.Text(json).Read(TestJson.Default.Numbers).Value?.N);
        Assert.Equal(7, MessageContent.Bytes(Encoding.UTF8.GetBytes(json)).Read(TestJson.Default.Numbers).Value?.N);
        Assert.Equal(7, Received(MessageContent.Text(json)).Read(TestJson.Default.Numbers).Value?.N);
    }

    [Theory]
    [InlineData("""{"ErrStatus":{"metadata":{},"message":"no \"web-0\"","reason":"NotFound","code":404}}""", "no \"web-0\"", 404)]
    [InlineData("""{"Object":null,"Err":{"ErrStatus":{"reason":"Conflict","code":409,"details":{"name":"x"}}}}""", "Conflict", 409)]
    [InlineData("""{"Err":{"other":1,"ErrStatus":{"message":"m"}},"Object":{"n":7}}""", "m", 0)]
    [InlineData("""{"Object":null,"Err":"plain words"}""", "plain words", 0)]
    [InlineData("""{"Object":null,"Err":{}}""", null, 0)]
    [InlineData("""{"Object":null,"Err":5}""", null, 0)]
    [InlineData("""{"ErrStatus":null}""", null, 0)]
    [InlineData("""{"ErrStatus":{"message":5,"code":"x"}}""", null, 0)]
    public void Read_FailureOfThePeer_IsAFailureNeverAnEmptyObject(string json, string? error, int code)
    {
        var result = Json(json).Read(TestJson.Default.Numbers);

        Assert.Equal(ContentStatus.Failure, result.Status);
        Assert.False(result.IsOk);
        Assert.Null(result.Value);
        Assert.Equal(code, result.Code);
        Assert.Equal(error ?? "The peer reported a failure without saying which.", result.Error);
    }

    [Theory]
    [InlineData("""{"n":"x"}""")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("""{"Object":{"n":7},"more":1}""")]
    [InlineData("""{"ErrStatus":{"message":"half""")]
    public void Read_SomethingElse_IsMalformedOrTheDefault(string json)
    {
        var result = Json(json).Read(TestJson.Default.Numbers);

        Assert.True(result.Status == ContentStatus.Malformed || result.Value == new Numbers(0), $"{result}");
    }

    [Fact]
    public void Read_PairWithAnotherMember_IsReadAsItStands()
    {
        // Some type of a user that happens to begin with such a member.
        var result = Json("""{"Object":{"n":7},"n":8}""").Read(TestJson.Default.Numbers);

        Assert.Equal(8, result.Value?.N);
    }

    [Fact]
    public void Read_HalfASurrogateInsideATextThatHoldsJson_IsReplaced()
    {
        var result = Received(MessageContent.Text("""{"text":"a\ud800"}""")).Read(TestJson.Default.Texts);

        Assert.Equal("a\ufffd", result.Value?.Text);
    }

    [Fact]
    public void Read_TextAsString_IsTheTextItself()
    {
        Assert.Equal("OK", MessageContent.Text("OK").Read(TestJson.Default.String).Value);
        Assert.Equal("{\"a\"}", Received(MessageContent.Text("{\"a\"}")).Read(TestJson.Default.String).Value);
    }

    [Fact]
    public void ToData_EachKind_FollowsGetContentData()
    {
        Assert.Equal("null", Data(MessageContent.Null));
        Assert.Equal("ab", Data(MessageContent.Text("ab")));
        Assert.Equal("a\"é", Data(Received(MessageContent.Text("a\"é"))));
        Assert.Equal("{\"n\":1,\"f\":0}", Data(MessageContent.Object(new Numbers(1), TestJson.Default.Numbers)));
        Assert.Equal("[1, 2]", Data(Json("[1, 2]")));
        Assert.Equal("\u0001", Data(MessageContent.Bytes(new byte[] { 1 })));
    }

    [Theory]
    [InlineData("OK")]
    [InlineData("")]
    [InlineData("quote \" and \\ and \n and é 😀 \u2028")]
    public void IsText_BeforeAndAfterTheWire_ComparesTheText(string text)
    {
        var content = MessageContent.Text(text);
        var received = Received(content);

        Assert.True(content.IsText(text));
        Assert.True(received.IsText(text));
        Assert.False(content.IsText(text + "x"));
        Assert.False(received.IsText(text + "x"));
        Assert.True(received.TryGetText(out var back));
        Assert.Equal(text, back);
        Assert.False(Json("5").IsText("5"));
        Assert.False(Json("5").TryGetText(out _));
    }

    [Fact]
    public void IsText_LongEscapedText_IsComparedToo()
    {
        var text = new string('"', 5000);

        Assert.True(Received(MessageContent.Text(text)).IsText(text));
        Assert.False(Received(MessageContent.Text(text)).IsText("x"));
    }

    [Fact]
    public void TryGetBytes_NotBase64_IsFalse()
    {
        Assert.False(MessageContent.Text("not base64!").TryGetBytes(out _));
        Assert.False(MessageContent.Null.TryGetBytes(out _));
        Assert.False(Json("[1]").TryGetBytes(out _));
        Assert.True(MessageContent.Text("AAH+\n/4B7").TryGetBytes(out var bytes));
        Assert.Equal(6, bytes.Length);
    }

    private static MessageContent Json(string json) => MessageContent.Json(Encoding.UTF8.GetBytes(json));

    private static string Data(MessageContent content) => Encoding.UTF8.GetString(content.ToData().Span);

    private static MessageContent Received(MessageContent content)
    {
        var message = MessageJson.Read(Encoding.UTF8.GetBytes(TestJson.Write(new Message(default, default, content)))).Message;
        Assert.NotNull(message);
        return message.Content;
    }
}
