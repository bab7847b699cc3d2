using System.Text;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.Tests.Vectors;

namespace KubeEdge.Viaduct.Tests.Framing;

public sealed class FrameReaderTests
{
    private const int Limit = 1024 * 1024;

    [Theory]
    [MemberData(nameof(WireVector.Ids), MemberType = typeof(WireVector))]
    public void Read_RecordedFramesCutAtEveryOffset_GivesThePayload(string id)
    {
        var vector = WireVector.Get(id);
        for (var cut = 0; cut <= vector.Wire.Length; cut++)
        {
            var feed = new FrameFeed(new FrameReader(vector.IsMasked, Limit));
            feed.Add(vector.Wire.AsSpan(0, cut));
            feed.Add(vector.Wire.AsSpan(cut));
            Assert.Equal(vector.Payload, Assert.Single(feed.Messages));
        }
    }

    [Fact]
    public void Read_AllRecordedFramesInOnePieceAndByteByByte_GivesAllPayloads()
    {
        foreach (var masked in (bool[])[true, false])
        {
            var vectors = WireVector.All.Where(v => v.IsMasked == masked).ToList();
            var bytes = vectors.SelectMany(v => v.Wire).ToArray();
            foreach (var step in (int[])[bytes.Length, 1, 7])
            {
                var feed = new FrameFeed(new FrameReader(masked, Limit));
                for (var at = 0; at < bytes.Length; at += step)
                {
                    feed.Add(bytes.AsSpan(at, Math.Min(step, bytes.Length - at)));
                }

                Assert.Equal(vectors.Select(v => v.Payload), feed.Messages);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Read_FragmentsWithEmptyLastOneAndPingsBetween_GivesOneMessage(int fragments)
    {
        var payload = Encoding.UTF8.GetBytes(new string('a', 5000) + new string('b', 5000));
        var size = payload.Length / fragments;
        var feed = new FrameFeed(new FrameReader(false, Limit));
        for (var i = 0; i < fragments; i++)
        {
            var part = i == fragments - 1 ? payload.AsSpan(i * size) : payload.AsSpan(i * size, size);
            feed.Add(RawFrame.Bytes(i == 0 ? Opcode.Text : Opcode.Continuation, part, false, isFinal: false));
            feed.Add(RawFrame.Bytes(Opcode.Ping, [(byte)i], false));
        }

        feed.Add(RawFrame.Bytes(Opcode.Continuation, [], false));

        Assert.Equal(payload, Assert.Single(feed.Messages));
        Assert.Equal(Enumerable.Range(0, fragments).Select(i => new[] { (byte)i }), feed.Pings);
    }

    [Theory]
    [InlineData("unmasked", "frame is not masked")]
    [InlineData("reserved", "reserved bits are set")]
    [InlineData("long-ping", "control frame is too long")]
    [InlineData("fragmented-ping", "control frame is fragmented")]
    [InlineData("continuation", "continuation without a message")]
    [InlineData("nested", "new message inside a fragmented one")]
    [InlineData("opcode", "unknown frame type 3")]
    [InlineData("close-1", "close frame of one byte")]
    public void Read_BrokenFrame_IsAProtocolFault(string kind, string expected)
    {
        var text = "{}"u8.ToArray();
        byte[] bytes = kind switch
        {
            "unmasked" => RawFrame.Bytes(Opcode.Text, text, false),
            "reserved" => RawFrame.Bytes(Opcode.Text, text, true, reserved: 0x40),
            "long-ping" => RawFrame.Bytes(Opcode.Ping, new byte[126], true),
            "fragmented-ping" => RawFrame.Bytes(Opcode.Ping, text, true, isFinal: false),
            "continuation" => RawFrame.Bytes(Opcode.Continuation, text, true),
            "nested" => [.. RawFrame.Bytes(Opcode.Text, text, true, isFinal: false), .. RawFrame.Bytes(Opcode.Text, text, true)],
            "opcode" => RawFrame.Bytes((Opcode)3, text, true),
            _ => RawFrame.Bytes(Opcode.Close, [1], true),
        };
        var reader = new FrameReader(expectMasked: true, Limit);

        var feed = new FrameFeed(reader);
        feed.Add(bytes);

        Assert.Equal(FrameEvent.Fault, feed.Last);
        Assert.Equal(CloseCode.ProtocolError, reader.Code);
        Assert.Equal(expected, reader.Text);
        Assert.Empty(feed.Messages);
    }

    [Fact]
    public void Read_MaskedFrameFromACloud_IsAProtocolFault()
    {
        var feed = new FrameFeed(new FrameReader(expectMasked: false, Limit));
        feed.Add(RawFrame.Bytes(Opcode.Text, "{}"u8, true));
        Assert.Equal(FrameEvent.Fault, feed.Last);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x81, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x82, 0x7F, 0x00, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x01 })]
    public void Read_HeaderOverTheLimit_IsRefusedBeforeAnythingIsStored(byte[] header)
    {
        var reader = new FrameReader(expectMasked: false, Limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var what = reader.Read(header, out _);

        Assert.Equal(FrameEvent.Fault, what);
        Assert.Equal(CloseCode.TooLarge, reader.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void Read_FragmentsOverTheLimitTogether_AreRefused()
    {
        var reader = new FrameReader(expectMasked: false, 1000);
        var feed = new FrameFeed(reader);
        feed.Add(RawFrame.Bytes(Opcode.Text, new byte[600], false, isFinal: false));
        feed.Add(RawFrame.Bytes(Opcode.Continuation, new byte[401], false));
        Assert.Equal(FrameEvent.Fault, feed.Last);
        Assert.Equal(CloseCode.TooLarge, reader.Code);
    }

    [Fact]
    public void Read_RandomBytes_NeverThrows()
    {
        const int seed = 20261121;
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var round = 0; round < 5000; round++)
        {
            var bytes = new byte[random.Next(1, 64)];
            random.NextBytes(bytes);
            bytes[0] = (byte)(random.Next(2) * 0x80 | random.Next(16));
            new FrameFeed(new FrameReader(random.Next(2) == 0, 4096)).Add(bytes);
        }
    }
}
