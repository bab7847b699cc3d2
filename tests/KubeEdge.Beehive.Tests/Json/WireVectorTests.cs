using System.Buffers;
using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Tests.Vectors;

namespace KubeEdge.Beehive.Tests.Json;

/// <summary>Checks 1 to 3 of the wire: every recorded WebSocket message of the original, both directions.</summary>
public sealed class WireVectorTests
{
    public static TheoryData<string> Serialisable =>
        [.. WireVector.All.Where(v => v.ContentKind != "unserializable").Select(v => v.Id)];

    [Theory]
    [MemberData(nameof(Serialisable))]
    public void Write_LogicalMessage_GivesTheRecordedBytes(string id)
    {
        var vector = WireVector.Get(id);

        Assert.Equal(Encoding.UTF8.GetString(vector.Payload), Write(new Message(vector.Header, vector.Route, LogicalContent(vector))));
    }

    [Theory]
    [MemberData(nameof(Serialisable))]
    public void Read_RecordedBytes_GivesTheLogicalMessage(string id)
    {
        var vector = WireVector.Get(id);

        var result = MessageJson.Read(vector.Payload, new MessageStringCache());

        Assert.Null(result.Error);
        Assert.NotNull(result.Message);
        Assert.Equal(vector.Header, result.Message.Header);
        Assert.Equal(vector.Route, result.Message.Route);
        Assert.Equal(
            vector.ContentKind switch { "null" => ContentKind.Null, "object" => ContentKind.Json, _ => ContentKind.Text },
            result.Message.Content.Kind);
        if (vector.ContentKind != "object" && vector.ReceivedData is { } data)
        {
            Assert.Equal(data, result.Message.Content.ToData().ToArray());
        }

        if (vector.ContentKind == "bytes")
        {
            Assert.True(result.Message.Content.TryGetBytes(out var bytes));
            Assert.Equal(vector.ContentBytes, bytes.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Serialisable))]
    public void Write_WhatWasRead_GivesTheSameBytes(string id)
    {
        var vector = WireVector.Get(id);

        var message = MessageJson.Read(vector.Payload).Message;

        Assert.NotNull(message);
        Assert.Equal(Encoding.UTF8.GetString(vector.Payload), Write(message));
    }

    [Fact]
    public void Write_EmptyMessage_GivesTheZeroMessageOfTheOriginal()
    {
        var message = new Message(default, default, default);

        Assert.Equal("{\"header\":{\"msg_id\":\"\",\"timestamp\":0},\"route\":{},\"content\":null}\n", Write(message));
    }

    private static MessageContent LogicalContent(WireVector vector) => vector.ContentKind switch
    {
        "null" => MessageContent.Null,
        "string" => MessageContent.Text((string)vector.Content!),
        "bytes" => MessageContent.Bytes(vector.ContentBytes),

        // A string of .NET cannot hold the invalid byte; half a surrogate pair is its nearest kin.
        "string-with-invalid-utf8" => MessageContent.Text("a\ud800b\udc00"),
        _ => MessageContent.Json(vector.ContentJson),
    };

    private static string Write(Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageJson.Write(output, message);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
