using System.Buffers;
using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Tests.Vectors;

namespace KubeEdge.Beehive.Tests.Json;

/// <summary>Damaged documents: always a message or an error, and a message that was accepted survives being forwarded.</summary>
public sealed class MessageJsonFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] _texts =
        ["\\ud800", "\\u", "null", "{", "}", "[", "]", "\"", ",", ":", "1e999", "-0", "\"header\":", "\"MSG_ID\":\"x\",", "\\", "\n"];

    private static readonly byte[][] _tokens = [.. _texts.Select(Encoding.UTF8.GetBytes), [0xff], [0xe2, 0x82], [0xf0]];

    [Fact]
    public void Read_MutatedVectors_GivesMessageOrErrorAndRoundTrips()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var payloads = WireVector.All.Select(v => v.Payload).Where(p => p.Length is > 0 and < 1000).ToArray();
        var cache = new MessageStringCache();
        var accepted = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var document = Mutate(random, payloads);
            var result = MessageJson.Read(document, cache);
            Assert.True(result.Message is null ^ result.Error is null, Describe(document));
            if (result.Message is { } message)
            {
                accepted++;
                AssertForwards(message, document);
            }
        }

        Assert.InRange(accepted, 100, 9_900);
    }

    private static void AssertForwards(Message message, byte[] document)
    {
        var once = Write(message);
        var again = MessageJson.Read(once).Message;
        Assert.True(again is not null, Describe(document));
        Assert.True(message.Header == again.Header && message.Content.Kind == again.Content.Kind, Describe(document));
        Assert.True(once.AsSpan().SequenceEqual(Write(again)), Describe(document));
        _ = message.Content.Read(TestJson.Default.Texts);
        _ = message.Content.Read(TestJson.Default.String);
        _ = message.Content.TryGetBytes(out _);
        Assert.False(message.Content.IsText("no such text"));
        if (message.Content.TryGetText(out var text))
        {
            Assert.True(message.Content.IsText(text), Describe(document));
        }
    }

    private static byte[] Mutate(Random random, byte[][] payloads)
    {
        var bytes = new List<byte>(payloads[random.Next(payloads.Length)]);
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, _tokens[random.Next(_tokens.Length)]);
                    break;
                case 3:
                    var other = payloads[random.Next(payloads.Length)];
                    var start = random.Next(other.Length);
                    bytes.InsertRange(at, other[start..Math.Min(other.Length, start + random.Next(1, 60))]);
                    break;
                default:
                    bytes[at] ^= 0x20;
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Write(Message message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MessageJson.Write(buffer, message);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Describe(byte[] document) => $"document (base64): {Convert.ToBase64String(document)}";
}
