using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>
/// Plays a recorded edge to our cloud, row by row: what the edge sent is sent, with our ids in the place of the recorded ones, and for
/// everything that the recorded cloud sent ours must send the same: an answer to the same request, a push of the same object in its order.
/// </summary>
internal sealed partial class CloudReplay(Scenario scenario, CloudRig rig) : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<TranscriptRow> _rows = Transcript.Read(scenario.Transcript);
    private readonly TranscriptExceptions _exceptions = TranscriptExceptions.Read("Cloud/TranscriptExceptions.txt", scenario.Transcript);
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _pushed = [];
    private readonly HashSet<string> _changed = [];
    private readonly List<JsonNode> _waiting = [];
    private TranscriptComparer? _comparer;
    private GoEdge? _edge;

    private TranscriptComparer Comparer => _comparer ??= new TranscriptComparer(_exceptions);

    private GoEdge Edge => _edge ?? throw new InvalidOperationException("The edge has not dialled.");

    public async Task RunAsync()
    {
        var operators = new Operator(rig.Api, Comparer.Identities);
        foreach (var row in scenario.Before)
        {
            await operators.PrepareAsync(ObjectAt(row));
        }

        foreach (var row in scenario.GoneBefore)
        {
            await operators.PutAsync(Records.Of(scenario.Node, _rows[row - 1].Message));
        }

        _edge = await rig.DialAsync("e632aba927ea4ac2b575ec1603d56f10", scenario.Node);
        await AskAsync(scenario.Asked);
        foreach (var row in _rows)
        {
            foreach (var change in scenario.Changes.GetValueOrDefault(row.Number) ?? [])
            {
                await ChangeAsync(operators, change);
            }

            if (row is { IsMessage: true, FromEdge: true })
            {
                await SendAsync(row);
            }
            else if (row is { IsMessage: true, FromCloud: true, Message: { } recorded })
            {
                await ExpectAsync(row.Number, recorded);
            }
        }

        await SettleAsync(operators);
        Comparer.AssertSame();
    }

    public async ValueTask DisposeAsync()
    {
        if (_edge is not null)
        {
            await _edge.DisposeAsync();
        }
    }

    private async Task AskAsync(string? resource)
    {
        if (resource is null)
        {
            return;
        }

        var id = Guid.NewGuid().ToString();
        var question = new JsonObject
        {
            ["header"] = new JsonObject { ["msg_id"] = id, ["timestamp"] = 1 },
            ["route"] = new JsonObject { ["source"] = "edged", ["group"] = "meta", ["operation"] = "query", ["resource"] = resource },
            ["content"] = null,
        };
        await Edge.SendAsync(Encoding.UTF8.GetBytes(question.ToJsonString() + "\n"));
        await NextAsync(message => Header(message, "parent_msg_id") == id, "the answer to what was asked before");
    }

    private async Task ChangeAsync(Operator operators, Scenario.Change change)
    {
        // Versions that follow each other too fast are delivered as one; when this was recorded seconds passed between them.
        var value = ObjectAt(change.Row);
        var resource = Resource(_rows[change.Row - 1].Message);
        if (_changed.Contains(resource) && (string?)value["kind"] != "Node")
        {
            await UntilPushedAsync(resource);
        }

        _changed.Add(resource);
        await (change.IsDeletion ? operators.DeleteAsync(value) : operators.PutAsync(value));
    }

    private async Task SendAsync(TranscriptRow row)
    {
        // An acknowledgement of what our cloud, with a reason, does not send has nothing to acknowledge.
        if (IsText(row.Message, "OK") && Comparer.Identities.OursFor(Header(row.Message, "parent_msg_id")) is null)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(row.Bytes.Span);
        text = Uid().Replace(text, found => Comparer.Identities.OursFor(found.Value) ?? found.Value);
        text = Version().Replace(text, found => $"\"resourceVersion\":\"{OurVersion(found.Groups[1].Value)}\"");
        await Edge.SendAsync(Encoding.UTF8.GetBytes(text));
        if (scenario.Confirmed.Contains(row.Number))
        {
            var id = Header(row.Message, "msg_id");
            Comparer.Surplus(await NextAsync(message => Header(message, "parent_msg_id") == id, $"the confirmation of row {row.Number}"));
        }
    }

    private string OurVersion(string recorded) => Comparer.Identities.OursFor("version " + recorded)?["version ".Length..] ?? recorded;

    private async Task ExpectAsync(int row, JsonNode recorded)
    {
        if (_exceptions.Covers(TranscriptComparer.Name(recorded), $"missing at {row}"))
        {
            return;
        }

        var parent = Header(recorded, "parent_msg_id");
        var ours = await NextAsync(
            message => parent.Length > 0 ? Header(message, "parent_msg_id") == parent : IsPushOf(message, Resource(recorded)),
            $"row {row}: {TranscriptComparer.Name(recorded)}");
        Comparer.Compare(recorded, ours);
    }

    /// <summary>
    /// Everything that our cloud had to say by now has come when objects of each kind that come last do. What then is left of what came
    /// has no place in the recording.
    /// </summary>
    private async Task SettleAsync(Operator operators)
    {
        foreach (var last in Records.LastOnes(scenario.Node))
        {
            await operators.PutAsync(last);
        }

        foreach (var resource in Records.LastResources)
        {
            var push = await NextAsync(message => IsPushOf(message, resource), resource);
            await AcknowledgeAsync(push);
        }

        foreach (var left in _waiting)
        {
            Comparer.Surplus(left);
        }
    }

    private async Task UntilPushedAsync(string resource)
    {
        using var limit = new CancellationTokenSource(_limit);
        while (!_pushed.Contains(resource))
        {
            await TakeAsync(await Edge.Received.ReadAsync(limit.Token));
        }
    }

    private async Task<JsonNode> NextAsync(Func<JsonNode, bool> isWanted, string what)
    {
        using var limit = new CancellationTokenSource(_limit);
        while (true)
        {
            if (_waiting.Find(message => isWanted(message)) is { } found)
            {
                _waiting.Remove(found);
                return found;
            }

            try
            {
                await TakeAsync(await Edge.Received.ReadAsync(limit.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
            {
                var waiting = string.Join(", ", _waiting.Select(TranscriptComparer.Name));
                throw new TimeoutException($"{what} has not come; not called for: {waiting}; so far: {Comparer}", error);
            }
        }
    }

    private async Task TakeAsync(JsonNode message)
    {
        if (!_seen.Add(Header(message, "msg_id")))
        {
            // The same once more, because its acknowledgement took long.
            return;
        }

        var isPush = Header(message, "parent_msg_id").Length == 0;
        if (isPush)
        {
            _pushed.Add(Resource(message));
        }

        if (isPush && _exceptions.Covers(TranscriptComparer.Name(message), "surplus"))
        {
            await AcknowledgeAsync(message);
        }
        else
        {
            _waiting.Add(message);
        }
    }

    private Task AcknowledgeAsync(JsonNode push)
    {
        var answer = new JsonObject
        {
            ["header"] = new JsonObject
            {
                ["msg_id"] = Guid.NewGuid().ToString(),
                ["parent_msg_id"] = Header(push, "msg_id"),
                ["timestamp"] = 1,
            },
            ["route"] = new JsonObject
            {
                ["source"] = (string?)push["route"]?["source"],
                ["group"] = (string?)push["route"]?["group"],
                ["operation"] = "response",
                ["resource"] = Resource(push),
            },
            ["content"] = "OK",
        };
        return Edge.SendAsync(Encoding.UTF8.GetBytes(answer.ToJsonString() + "\n"));
    }

    /// <summary>The object that a row carries: bare, or in an answer; its kind, where it is left out, told from the resource.</summary>
    private JsonObject ObjectAt(int number)
    {
        var message = _rows[number - 1].Message ?? throw new FormatException($"Row {number} has no message.");
        var content = message["content"]?["Object"] ?? message["content"];
        var value = content?.DeepClone() as JsonObject ?? throw new FormatException($"Row {number} has no object.");
        var type = Resource(message).Split('/')[1];
        var (kind, apiVersion) = type switch
        {
            "node" or "nodepatch" => ("Node", "v1"),
            "lease" => ("Lease", "coordination.k8s.io/v1"),
            "devicemodel" => ("DeviceModel", "devices.kubeedge.io/v1beta1"),
            _ => (null, "v1"),
        };
        value["kind"] ??= kind;
        value["apiVersion"] ??= apiVersion;
        return value;
    }

    private static bool IsPushOf(JsonNode message, string resource) =>
        Header(message, "parent_msg_id").Length == 0 && Resource(message) == resource;

    private static bool IsText(JsonNode? message, string text) =>
        message?["content"] is JsonValue content && content.TryGetValue(out string? found) && found == text;

    private static string Header(JsonNode? message, string member) => (string?)message?["header"]?[member] ?? string.Empty;

    private static string Resource(JsonNode? message) => (string?)message?["route"]?["resource"] ?? string.Empty;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex("\"resourceVersion\":\"([0-9]+)\"")]
    private static partial Regex Version();
}
