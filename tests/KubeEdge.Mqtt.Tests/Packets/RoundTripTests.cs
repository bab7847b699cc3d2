using System.Buffers;
using System.Text.Json;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Packets;

public sealed class RoundTripTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void Packets_WrittenAndRead_AreEqual(MqttVersion version)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var packets = new RandomPackets(new Random(seed), version);
        for (var i = 0; i < 2000; i++)
        {
            var (packet, fromClient) = packets.Next();
            var bytes = PacketBytes.Write(packet, version);
            var read = PacketBytes.ReadOne(bytes, version, fromClient);
            Assert.Equal(packet.Type, read.Type);
            Assert.Equal(Describe(packet), Describe(read));
            Assert.Equal(bytes, PacketBytes.Write(read, version));
        }
    }

    [Fact]
    public void TryRead_BytesOneByOne_AsksForMoreUntilThePacketIsComplete()
    {
        var bytes = PacketBytes.Hex("32 0A 0003'a/b' 0007 'xyz'");
        var reader = new MqttPacketReader(new PacketLimits(), fromClient: true, MqttVersion.V311);
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.Equal(PacketReadStatus.NeedsMore, reader.TryRead(ref part, out _, out _));
            Assert.Equal(length, part.Length);
        }

        var whole = Segments.Of(bytes, 1);
        Assert.Equal(PacketReadStatus.Packet, reader.TryRead(ref whole, out var packet, out _));
        Assert.Equal("a/b", packet.Publish.Message.Topic);
        Assert.Equal(7, packet.Publish.Id);
        Assert.Equal("xyz"u8, packet.Publish.Message.Payload.Span);
    }

    private static string Describe(MqttPacket packet) => packet.Type switch
    {
        MqttPacketType.Publish => JsonSerializer.Serialize(packet.Publish),
        MqttPacketType.Pingreq or MqttPacketType.Pingresp => "",
        >= MqttPacketType.Puback and <= MqttPacketType.Pubcomp => JsonSerializer.Serialize(packet.Ack),
        _ => JsonSerializer.Serialize(packet.Body<object>()),
    };
}
