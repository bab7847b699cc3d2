using System.Buffers;
using System.Text;

namespace KubeEdge.Grpc.Tests.Support;

/// <summary>A service whose messages are texts.</summary>
internal static class Echo
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static GrpcMethod<string, string> Say { get; } = Method("Say");

    public static GrpcMethod<string, string> Method(string name) => new("test.Echo", name, Write, Read, Write, Read);

    private static void Write(string text, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(text, output);

    private static string Read(ReadOnlySequence<byte> bytes) =>
        bytes.FirstSpan.StartsWith("!"u8) ? throw new FormatException("an exclamation") : Encoding.UTF8.GetString(bytes);
}
