using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.EndToEnd.Tests.Processes;
using KubeEdge.Testing;

namespace KubeEdge.EndToEnd.Tests.Devices;

/// <summary>Bytes that nobody should send, at the port of a whole node: packets and payloads, changed at random.</summary>
public sealed class HostileDevices(ITestOutputHelper output)
{
    private const int PerConnection = 50;
    private const int ConnectionsPerQuestion = 2;
    private const double MostGrowth = 64;
    private static readonly TimeSpan _soon = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task MutatedPacketsAndPayloads_GoodDeviceIsAnsweredSoon_AndMemoryStays()
    {
        int packets = Effort.Of(5_000, 1_000_000);
        output.WriteLine($"KUBEEDGE_SEED={Effort.Seed}");
        var random = new Random(Effort.Seed);
        await using DeviceHosts hosts = await DeviceHosts.StartCloudAsync();
        await hosts.PutDeviceAsync("good", "p");
        await using var edge = new EdgeProcess(hosts);
        await edge.StartAsync();
        await using DeviceClient good = await DeviceClient.ConnectAsync(edge.Port, DeviceClient.Topic("default/good", "get/result"));
        await Eventually.TrueAsync(
            async () => (await good.GetAsync("default/good"))["twin"] is not null, "the node has the device", () => edge.Output);

        var answers = new List<TimeSpan>();
        double before = 0;
        for (int connection = 0; connection * PerConnection < packets; connection++)
        {
            await SendAsync(edge.Port, random);
            if (connection % ConnectionsPerQuestion == 0)
            {
                long start = TimeProvider.System.GetTimestamp();
                Assert.NotNull((await good.GetAsync("default/good"))["twin"]);
                answers.Add(TimeProvider.System.GetElapsedTime(start));
            }

            // A tenth is for the code to be compiled and the heap to find its size.
            before = connection * PerConnection <= packets / 10 ? edge.Resident : before;
        }

        double after = edge.Resident;
        answers.Sort();
        output.WriteLine($"{packets} packets: {before:0} MiB before, {after:0} MiB after; answered within "
            + $"{answers[answers.Count / 2].TotalMilliseconds:0.0} ms (median), {answers[^1].TotalMilliseconds:0.0} ms (longest)");
        Assert.True(after - before <= MostGrowth, $"from {before:0} to {after:0} MiB");

        // In a build other suites share the machine, and the quickest tenth says whether the node is the slow one.
        TimeSpan answered = answers[answers.Count * Effort.Of(1, 9) / 10];
        Assert.True(answered <= _soon, $"{answered}");
    }

    private static async Task SendAsync(int port, Random random)
    {
        using var device = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await device.ConnectAsync(IPAddress.Loopback, port);
        var bytes = new List<byte>(Mutated(Connect(random), random, most: 1));
        for (int i = 0; i < PerConnection; i++)
        {
            bytes.AddRange(Mutated(Update(random), random, most: 3));
        }

        try
        {
            await device.SendAsync(bytes.ToArray());
            device.Shutdown(SocketShutdown.Send);
            await ReadToEndAsync(device).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (SocketException)
        {
            // The node ended the connection, which it may.
        }
    }

    private static async Task ReadToEndAsync(Socket device)
    {
        var buffer = new byte[4096];
        while (await device.ReceiveAsync(buffer) > 0)
        {
        }
    }

    /// <summary>As it is, a payload changed, or anything changed.</summary>
    private static byte[] Mutated((byte[] Packet, int Payload) made, Random random, int most)
    {
        int from = random.Next(3) switch { 0 => made.Packet.Length, 1 => made.Payload, _ => 0 };
        for (int i = random.Next(1, most + 1); i > 0 && from < made.Packet.Length; i--)
        {
            made.Packet[random.Next(from, made.Packet.Length)] ^= (byte)(1 << random.Next(8));
        }

        return made.Packet;
    }

    private static (byte[] Packet, int Payload) Connect(Random random) =>
        Packet(0x10, [0, 4, .. "MQTT"u8, 4, 2, 0, 60, .. Text($"hostile-{random.Next(20)}")], []);

    private static (byte[] Packet, int Payload) Update(Random random)
    {
        string[] topics =
        [
            DeviceClient.Topic("default/good", "update"), DeviceClient.Topic("good", "update"), DeviceClient.Topic("default/good", "get"),
            DeviceClient.Topic("default/other", "update"), "$hw/events/device/default/good/state/update",
            "$hw/events/node/edge-1/membership/get",
        ];
        byte[] payload = Encoding.UTF8.GetBytes(DeviceClient.Report("p", random.Next()));
        int qos = random.Next(2);
        byte[] head = [.. Text(topics[random.Next(topics.Length)]), .. qos > 0 ? (byte[])[0, (byte)random.Next(1, 256)] : []];
        return Packet((byte)(0x30 | (qos << 1)), head, payload);
    }

    private static (byte[] Packet, int Payload) Packet(byte first, byte[] head, byte[] payload)
    {
        int length = head.Length + payload.Length;
        byte[] start = length < 128 ? [first, (byte)length] : [first, (byte)(length | 0x80), (byte)(length >> 7)];
        return ([.. start, .. head, .. payload], start.Length + head.Length);
    }

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];
}
