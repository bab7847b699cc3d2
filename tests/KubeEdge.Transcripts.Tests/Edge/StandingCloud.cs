using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// The cloud as it stood when a recording began: most begin with a node that joined long ago, and ours has only just started. It finds its
/// node and its lease as the recording first shows them.
/// </summary>
internal sealed class StandingCloud(Recording recording, string node, string space)
{
    private readonly HashSet<string> _answered = [];

    /// <summary>Whether our edge has found what there is, and has been heard.</summary>
    public bool IsSettled =>
        _answered.Contains($"update kube-node-lease/lease/{node}") && _answered.Contains($"patch {space}/nodepatch/{node}");

    /// <summary>The answer to a request; null when there is none, to a keepalive for instance.</summary>
    public Message? Answer(Message request)
    {
        var line = RecordedMessage.LineOf(request);
        var content = line switch
        {
            _ when line == $"insert {space}/node/{node}" => Exists(),
            _ when line == $"query {space}/node/{node}" => Node(),
            _ when line == $"patch {space}/nodepatch/{node}" => new JsonObject { ["Object"] = Node(), ["Err"] = null },
            _ when request.Route.Resource == $"kube-node-lease/lease/{node}" => new JsonObject { ["Object"] = Lease(), ["Err"] = null },
            _ => null,
        };
        if (content is null)
        {
            return null;
        }

        _answered.Add(line);
        return new Message(
            new MessageHeader(default, default, request.Header.TimestampMs),
            new MessageRoute("edgecontroller", "resource", request.Route.Resource, Operations.Response),
            MessageContent.Json(Encoding.UTF8.GetBytes(content.ToJsonString())));
    }

    private JsonObject Exists() => new()
    {
        ["Object"] = new JsonObject { ["metadata"] = new JsonObject { ["creationTimestamp"] = null } },
        ["Err"] = new JsonObject
        {
            ["ErrStatus"] = new JsonObject
            {
                ["metadata"] = new JsonObject(),
                ["status"] = "Failure",
                ["message"] = $"nodes \"{node}\" already exists",
                ["reason"] = "AlreadyExists",
                ["details"] = new JsonObject { ["name"] = node, ["kind"] = "nodes" },
                ["code"] = 409,
            },
        },
    };

    private JsonNode? Node() => First($"patch {space}/nodepatch/{node}").Answer?.Json["content"]?["Object"]?.DeepClone();

    // Each renewal carries the version that the one before was answered with: so the first recorded one shows what went before it.
    private JsonNode? Lease() => First($"update kube-node-lease/lease/{node}").Json["content"]?.DeepClone();

    private RecordedMessage First(string line) =>
        recording.FirstFromEdge(line) ?? throw new FormatException($"The recording has no '{line}'.");
}
