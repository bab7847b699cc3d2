using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Tests.Packets;
using KubeEdge.Testing;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Whatever is sent to the port, the next good client is served.</summary>
public sealed class HostileBytesTests(ITestOutputHelper output)
{
    private const int PacketsPerConnection = 50;

    [Theory]
    [InlineData(MqttVersion.V311)]
    [InlineData(MqttVersion.V5)]
    public async Task Port_MutatedPackets_CostOnlyTheirConnection(MqttVersion version)
    {
        output.WriteLine($"KUBEEDGE_SEED={Effort.Seed}");
        var random = new Random(Effort.Seed + (int)version);
        var packets = new RandomPackets(random, version);
        await using var host = await TestBroker.StartAsync();
        for (var sent = 0; sent < Effort.Of(25_000, 500_000); sent += PacketsPerConnection)
        {
            // Some mutate the CONNECT itself; most get past it.
            await using var hostile = await host.DialAsync();
            var bytes = new List<byte>();
            if (random.Next(4) > 0)
            {
                await hostile.ConnectAsync($"h{random.Next(20)}", version, new Connect { CleanStart = random.Next(2) == 0 });
            }

            for (var i = 0; i < PacketsPerConnection; i++)
            {
                var written = PacketBytes.Write(packets.Next().Packet, version);
                bytes.AddRange(random.Next(3) == 0 ? Mutate(written, random) : written);
            }

            try
            {
                await hostile.SendAsync(bytes.ToArray());
            }
            catch (IOException)
            {
                // The broker ended the connection while it was being written to.
            }
        }

        await using var good = await host.ConnectAsync("good");
        await good.SubscribeAsync("good", MqttQos.AtMostOnce);
        await good.PublishAsync("good", "served");
        while ((await good.ReadPublishAsync()).Message.Topic != "good")
        {
        }
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 4); i > 0 && bytes.Length > 0; i--)
        {
            bytes[random.Next(Math.Min(bytes.Length, 60))] ^= (byte)(1 << random.Next(8));
        }

        return bytes;
    }
}
