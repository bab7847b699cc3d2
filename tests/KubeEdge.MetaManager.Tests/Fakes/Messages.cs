using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.MetaManager.Tests.Fakes;

/// <summary>Makes messages as the cloud sends them.</summary>
internal static class Messages
{
    private static readonly MessageFactory _factory = new(TimeProvider.System);

    public static Message Push(string operation, string resource, string content, string source = "edgecontroller") =>
        _factory.New(new MessageRoute(source, "resource", resource, operation), MessageContent.Json(Encoding.UTF8.GetBytes(content)));

    public static string ConfigMap(string name, string uid, int version, string data = "v") =>
        $$$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{name}}}","namespace":"default","uid":"{{{uid}}}","resourceVersion":"{{{version}}}"},"data":{"k":"{{{data}}}"}}""";

    public static Message Parse(string text)
    {
        var result = MessageJson.Read(Encoding.UTF8.GetBytes(text), null);
        return result.Message ?? throw new FormatException(result.Error);
    }

    public static string Text(Message message) => message.Content.TryGetText(out var text) ? text : Encoding.UTF8.GetString(message.Content.ToData().Span);
}
