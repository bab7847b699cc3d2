using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Packets;

public sealed class MutatedPacketsTests(ITestOutputHelper output)
{
    private static int Rounds => Environment.GetEnvironmentVariable("KUBEEDGE_SOAK") == "1" ? 500_000 : 25_000;

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public void TryRead_MutatedBytes_IsAPacketOrAnErrorAndNeverMore(MqttVersion version)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var packets = new RandomPackets(random, version);
        var limits = new PacketLimits { TopicAliases = 5 };
        var errors = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var (packet, fromClient) = packets.Next();
            var bytes = Mutate(PacketBytes.Write(packet, version), random);
            var expectsConnect = packet.Type == MqttPacketType.Connect;
            var reader = new MqttPacketReader(limits, fromClient, expectsConnect ? null : version);
            var buffer = random.Next(2) == 0 ? new ReadOnlySequence<byte>(bytes) : Segments.Of(bytes, random.Next(1, 40));
            errors += Drain(reader, buffer);
        }

        output.WriteLine($"{errors} of {Rounds} were errors");
        Assert.InRange(errors, Rounds / 10, Rounds);
    }

    /// <summary>1 when it ended with an error.</summary>
    private static int Drain(MqttPacketReader reader, ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            var before = buffer.Length;
            switch (reader.TryRead(ref buffer, out _, out var error))
            {
                case PacketReadStatus.NeedsMore:
                    return 0;
                case PacketReadStatus.Error:
                    Assert.True(error.Reason >= MqttReason.UnspecifiedError, error.ToString());
                    Assert.NotEmpty(error.Field);
                    return 1;
                default:
                    Assert.True(buffer.Length < before, "a packet has to consume its bytes");
                    break;
            }
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        var mutated = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0 && mutated.Count > 0; i--)
        {
            var place = random.Next(Math.Min(mutated.Count, 60));
            switch (random.Next(5))
            {
                case 0:
                    mutated[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[place] = (byte)random.Next(256);
                    break;
                case 2:
                    mutated.RemoveAt(place);
                    break;
                case 3:
                    mutated.Insert(place, (byte)random.Next(256));
                    break;
                default:
                    mutated.RemoveRange(place, mutated.Count - place);
                    break;
            }
        }

        return [.. mutated];
    }
}
