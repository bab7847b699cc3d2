using System.IO.Pipelines;
using System.Text;
using KubeEdge.Server.Http2;
using KubeEdge.Server.Tests.Support;

namespace KubeEdge.Server.Tests.Http2;

/// <summary>The filter alone: what it passes does not depend on how the bytes arrive, and is all of it.</summary>
public sealed class AuthorityFilterTests(ITestOutputHelper output)
{
    private static readonly byte[] _preface = Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    [Fact]
    public async Task Run_FramesInAnyPieces_PassWholeWithTheAuthorityReplaced()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            List<byte> sent = [.. _preface];
            List<byte> expected = [.. _preface];
            for (var frame = random.Next(1, 8); frame > 0; frame--)
            {
                var (before, after) = NextFrame(random);
                sent.AddRange(before);
                expected.AddRange(after);
            }

            Assert.Equal(expected, await PassAsync([.. sent], random));
        }
    }

    [Fact]
    public async Task Run_AnyBytes_EndWithTheirSender()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            // Lengths that can be, and HEADERS every so often, so that the inner parts see rubbish too.
            for (var at = 24; at + 4 < bytes.Length; at += 9 + bytes[at + 2])
            {
                (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) = (0, 0, (byte)random.Next(40), (byte)random.Next(3));
            }

            await PassAsync(bytes, random);
        }
    }

    private static (byte[] Before, byte[] After) NextFrame(Random random)
    {
        if (random.Next(2) == 0)
        {
            var payload = new byte[random.Next(40)];
            random.NextBytes(payload);
            var other = Frame((byte)(random.Next(2) * 8), 0, payload);
            return (other, other);
        }

        var path = Encoding.ASCII.GetBytes("/" + new string('p', random.Next(100)));
        byte[] rest = [0x40, 1, (byte)'n', 1, (byte)'1'];
        byte[] name = [.. Enumerable.Repeat((byte)'x', path.Length)];
        return (
            Frame(1, 5, [0x82, 0x86, 0x84, 0x41, (byte)path.Length, .. path, .. rest]),
            Frame(1, 5, [0x82, 0x86, 0x84, 0x41, (byte)path.Length, .. name, .. rest]));
    }

    private static byte[] Frame(byte type, byte flags, byte[] payload) =>
        [0, (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, 1, .. payload];

    private static async Task<byte[]> PassAsync(byte[] bytes, Random random)
    {
        var input = new Pipe();
        var passed = new Pipe();
        var run = new AuthorityFilter(input.Reader, passed.Writer).RunAsync();
        var all = ReadAsync(passed.Reader);
        for (var at = 0; at < bytes.Length;)
        {
            var count = Math.Min(random.Next(1, 30), bytes.Length - at);
            await input.Writer.WriteAsync(bytes.AsMemory(at, count));
            at += count;
        }

        await input.Writer.CompleteAsync();
        await run.WaitAsync(Endpoints.Patience);
        return await all.WaitAsync(Endpoints.Patience);
    }

    private static async Task<byte[]> ReadAsync(PipeReader reader)
    {
        using var all = new MemoryStream();
        await reader.CopyToAsync(all);
        return all.ToArray();
    }
}
