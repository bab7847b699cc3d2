using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Uploads;

namespace KubeEdge.EventBus.Tests.Uploads;

public sealed class UploadRecordTests
{
    [Theory]
    [InlineData("t", 0)]
    [InlineData("default/täst", 3)]
    [InlineData("default/test", 100_000)]
    public void Record_WrittenAndRead_IsTheSame(string topic, int length)
    {
        var record = new UploadRecord(MessageId.New(), 1_700_000_000_123, topic, Enumerable.Range(0, length).Select(i => (byte)i).ToArray());

        var bytes = record.ToBytes();

        Assert.Equal(UploadRecord.Measure(topic, length), bytes.Length);
        Assert.True(UploadRecord.TryRead(bytes, out var read));
        Assert.Equal((record.Id, record.TimestampMs, record.Topic), (read.Id, read.TimestampMs, read.Topic));
        Assert.True(record.Payload.Span.SequenceEqual(read.Payload.Span));
    }

    [Fact]
    public void TryRead_CutAnywhere_IsRefusedOrShorter()
    {
        var bytes = new UploadRecord(MessageId.New(), 1, "default/test", new byte[] { 1, 2, 3 }).ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(length >= bytes.Length - 3, UploadRecord.TryRead(bytes.AsMemory(0, length), out _));
        }
    }

    [Fact]
    public void TryRead_OfAnotherVersion_IsRefused()
    {
        var bytes = new UploadRecord(MessageId.New(), 1, "t", default).ToBytes();
        bytes[0] = 2;

        Assert.False(UploadRecord.TryRead(bytes, out _));
    }
}
