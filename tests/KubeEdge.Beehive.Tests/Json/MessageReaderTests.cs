using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Json;

/// <summary>Checks 4 to 9 of the wire: what the original accepts and refuses.</summary>
public sealed class MessageReaderTests
{
    [Fact]
    public void Read_NamesInAnyCase_AreRecognised()
    {
        var message = Accept("""{"Header":{"MSG_ID":"1","Timestamp":5},"ROUTE":{"Source":"s"},"CONTENT":1}""");

        Assert.Equal(MessageId.Parse("1"), message.Header.Id);
        Assert.Equal(5, message.Header.TimestampMs);
        Assert.Equal("s", message.Route.Source);
        Assert.Equal("1", Data(message));
    }

    [Theory]
    [InlineData("""{"\u0068eader":{"m\u0073g_id":"x"}}""")]
    [InlineData("""{"header":{"mſg_id":"x"}}""")]
    [InlineData("""{"header":{"msg_id":"y"},"header":{"MSG_ID":"x"}}""")]
    [InlineData("""{"header":{"msg_id":"x","msg_id":null}}""")]
    [InlineData("""{"header":{"msg_id":"x"},"header":null}""")]
    [InlineData("""{"header":{"msg_id":"\u0078"},"unknown":{"deep":[1,{"a":[]}]},"z":"z"}""")]
    public void Read_EscapedFoldedOrRepeatedNames_AreReadAsGoReadsThem(string json) =>
        Assert.Equal("x", Accept(json).Header.Id.ToString());

    [Fact]
    public void Read_RepeatedObjects_AreMerged()
    {
        var message = Accept("""{"route":{"source":"a","group":"b"},"route":{"group":"c"},"content":1,"content":null}""");

        Assert.Equal(new MessageRoute("a", "c", "", ""), message.Route);
        Assert.Equal(ContentKind.Null, message.Content.Kind);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData(" \n{\"header\":null,\"route\":null,\"content\":null}")]
    [InlineData("""{"header":{"msg_id":null,"parent_msg_id":"","timestamp":null,"resourceversion":"","sync":null,"type":null}}""")]
    [InlineData("""{"route":{"source":null,"destination":"","group":"","operation":null,"resource":""}}""")]
    [InlineData("{} {\"header\":{\"msg_id\":\"second\"}}")]
    [InlineData("{}trailing garbage")]
    [InlineData("null ]")]
    public void Read_NothingOfSubstance_IsTheEmptyMessage(string json)
    {
        var message = Accept(json);

        Assert.Equal(default, message.Header);
        Assert.Equal(new MessageRoute("", null, "", ""), message.Route);
        Assert.Equal(ContentKind.Null, message.Content.Kind);
    }

    [Theory]
    [InlineData("""{"header":{"timestamp":5.0}}""", "header.timestamp", 23)]
    [InlineData("""{"header":{"timestamp":5e3}}""", "header.timestamp", 23)]
    [InlineData("""{"header":{"timestamp":"5"}}""", "header.timestamp", 23)]
    [InlineData("""{"header":{"timestamp":9223372036854775808}}""", "header.timestamp", 23)]
    [InlineData("""{"header":{"sync":"true"}}""", "header.sync", 18)]
    [InlineData("""{"header":{"sync":1}}""", "header.sync", 18)]
    [InlineData("""{"header":{"msg_id":1}}""", "header.msg_id", 20)]
    [InlineData("""{"header":{"parent_msg_id":{}}}""", "header.parent_msg_id", 27)]
    [InlineData("""{"header":{"resourceversion":5}}""", "header.resourceversion", 29)]
    [InlineData("""{"header":{"type":false}}""", "header.type", 18)]
    [InlineData("""{"header":[]}""", "header", 10)]
    [InlineData("""{"route":"x"}""", "route", 9)]
    [InlineData("""{"route":{"source":[]}}""", "route.source", 19)]
    [InlineData("""{"route":{"destination":1}}""", "route.destination", 24)]
    [InlineData("""{"route":{"group":1}}""", "route.group", 18)]
    [InlineData("""{"route":{"operation":1}}""", "route.operation", 22)]
    [InlineData("""{"route":{"resource":true}}""", "route.resource", 21)]
    [InlineData("[]", "the document", 0)]
    [InlineData("\"text\"", "the document", 0)]
    [InlineData("5", "the document", 0)]
    public void Read_WrongType_NamesMemberAndOffset(string json, string member, int offset)
    {
        var result = Read(json);

        Assert.Null(result.Message);
        Assert.StartsWith($"{member} at byte {offset} must be", result.Error, StringComparison.Ordinal);
        Assert.Equal(offset, result.Offset);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 2)]
    [InlineData("{", 1)]
    [InlineData("{\n\"header\":x}", 11)]
    [InlineData("{\"content\":\"a\nb\"}", 13)]
    [InlineData("{\"content\":01}", 12)]
    [InlineData("{\"content\":[1,]}", 14)]
    [InlineData("{\"content\":\"\\x\"}", 13)]
    [InlineData("\ufeff{}", 0)]
    public void Read_NotJson_NamesTheOffset(string json, int offset)
    {
        var result = Read(json);

        Assert.Null(result.Message);
        Assert.Contains($"not valid JSON at byte {offset}", result.Error, StringComparison.Ordinal);
        Assert.Equal(offset, result.Offset);
    }

    [Fact]
    public void Read_NestedTooDeeply_IsRefused()
    {
        Assert.NotNull(Read("{\"content\":" + new string('[', 500) + new string(']', 500) + "}").Message);
        Assert.NotNull(Read("{\"content\":" + new string('[', 600) + new string(']', 600) + "}").Error);
    }

    [Fact]
    public void Read_IntegerAbove53Bits_StaysExactAndIsForwardedUnchanged()
    {
        const string json = """{"header":{"msg_id":"","timestamp":0},"route":{},"content":{"n": 9007199254740993, "f":1.0}}""";
        var message = Accept(json);

        Assert.Equal(9007199254740993, message.Content.Read(TestJson.Default.Numbers).Value?.N);
        Assert.Equal(json + "\n", TestJson.Write(message));
    }

    [Fact]
    public void Read_UnknownHeaderMembers_AreKeptAndWrittenAgain()
    {
        var message = Accept("""{"header":{"traceparent":"00-ab-cd-01", "x":{"y":[1]},"msg_id":"1","z":"ü","timestamp":7}}""");

        Assert.Equal("""
            "traceparent":"00-ab-cd-01", "x":{"y":[1]},"z":"ü"
            """, Encoding.UTF8.GetString(message.Header.Extensions.Span));
        var written = TestJson.Write(message);
        Assert.StartsWith("""{"header":{"msg_id":"1","timestamp":7,"traceparent":"00-ab-cd-01", "x":""", written, StringComparison.Ordinal);
        Assert.Equal(message.Header, Accept(written).Header);
    }

    [Fact]
    public void Read_InvalidUtf8AndHalfSurrogates_BecomeReplacementCharacters()
    {
        var utf8 = """{"route":{"source":"a?b","resource":"\ud800x\udc00\ud83d\ude00\\ud800"},"content":{"s":"\uDBFFq"}}"""u8.ToArray();
        utf8[Array.IndexOf(utf8, (byte)'?')] = 0xff;

        var message = MessageJson.Read(utf8).Message;

        Assert.NotNull(message);
        Assert.Equal("a\ufffdb", message.Route.Source);
        Assert.Equal("\ufffdx\ufffd😀\\ud800", message.Route.Resource);
        Assert.Equal("{\"s\":\"\ufffdq\"}", Data(message));
    }

    [Fact]
    public void Read_AnyCut_IsAnErrorOrAMessage()
    {
        foreach (var vector in new[] { "ws-all-header-fields-c2s", "ws-content-html-unicode-c2s" }.Select(Vectors.WireVector.Get))
        {
            for (var length = 0; length < vector.Payload.Length - 1; length++)
            {
                var result = MessageJson.Read(vector.Payload.AsMemory(0, length));
                Assert.Null(result.Message);
                Assert.NotNull(result.Error);
            }
        }
    }

    private static MessageReadResult Read(string json) => MessageJson.Read(Encoding.UTF8.GetBytes(json), new MessageStringCache());

    private static Message Accept(string json)
    {
        var result = Read(json);
        Assert.Null(result.Error);
        return result.Message ?? throw new InvalidOperationException("Neither message nor error.");
    }

    private static string Data(Message message) => Encoding.UTF8.GetString(message.Content.ToData().Span);
}
