using System.Buffers;
using System.Text;
using System.Text.Json.Serialization;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Json;

/// <summary>Types that tests put into messages.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Numbers))]
[JsonSerializable(typeof(Texts))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(double))]
internal sealed partial class TestJson : JsonSerializerContext
{
    /// <summary>The message as it goes onto the wire.</summary>
    public static string Write(Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        MessageJson.Write(output, message);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
