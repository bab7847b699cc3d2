using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Benchmarks.Bus;

/// <summary>Reading and writing one message of 256 bytes; the floor walks over its tokens and keeps nothing.</summary>
public class MessageJsonBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly MessageStringCache _cache = new();
    private readonly Message _message = new(
        new MessageHeader(
            MessageId.Parse("0b8a7c52-4a6e-4d0c-9a1f-3f7f2f6f0a02"),
            MessageId.Parse("0b8a7c52-4a6e-4d0c-9a1f-3f7f2f6f0a01"),
            1700000000123),
        new MessageRoute(ModuleNames.EdgeController, GroupNames.Resource, "default/configmap/demo", Operations.Update),
        MessageContent.Text("OK"));
    private byte[] _document = [];

    /// <summary>Renders the document that is read.</summary>
    [GlobalSetup]
    public void Render()
    {
        MessageJson.Write(_output, _message);
        _document = _output.WrittenSpan.ToArray();
    }

    /// <summary>The floor: every token once.</summary>
    [Benchmark(Baseline = true)]
    public int Tokens()
    {
        var reader = new Utf8JsonReader(_document);
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    /// <summary>A whole message out of the bytes.</summary>
    [Benchmark]
    public Message? Read() => MessageJson.Read(_document, _cache).Message;

    /// <summary>A whole message into the buffer.</summary>
    [Benchmark]
    public int Write()
    {
        _output.ResetWrittenCount();
        MessageJson.Write(_output, _message);
        return _output.WrittenCount;
    }
}
