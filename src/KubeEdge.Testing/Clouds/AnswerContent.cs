using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Testing.Clouds;

/// <summary>The forms in which a cloud of the original answers.</summary>
internal static class AnswerContent
{
    public static MessageContent Ok { get; } = MessageContent.Text("OK");

    /// <summary>The object itself, or <c>{"ErrStatus":…}</c>.</summary>
    public static MessageContent Bare(KubeObject? value, KubeStatus error) =>
        value is null ? Of(new JsonObject { ["ErrStatus"] = Node(error) }) : MessageContent.Json(value.Json);

    /// <summary><c>{"Object":…,"Err":…}</c>.</summary>
    public static MessageContent Pair(KubeObject? value, KubeStatus error) => Of(new JsonObject
    {
        ["Object"] = value?.ToNode(),
        ["Err"] = value is null ? new JsonObject { ["ErrStatus"] = Node(error) } : null,
    });

    private static MessageContent Of(JsonObject content) => MessageContent.Json(System.Text.Encoding.UTF8.GetBytes(content.ToJsonString()));

    private static JsonNode? Node(KubeStatus status) => JsonNode.Parse(status.ToJson());
}
