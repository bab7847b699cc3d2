using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;

namespace KubeEdge.NodeAgent.Tests.Fakes;

/// <summary>A cloud with one node and one lease. What it says to a line of <c>operation resource</c> can be scripted.</summary>
internal sealed class FakeCloud(TimeProvider clock) : ICloudRequests
{
    private readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();
    private readonly MessageFactory _messages = new(clock);
    private readonly Lock _lock = new();
    private int _version = 100;
    private int _uids;

    public bool IsOnline { get; set; } = true;

    public JsonObject? Node { get; set; }

    public JsonObject? Lease { get; set; }

    /// <summary>Answers in place of the world's, once each.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<string>> Scripted { get; } = new();

    /// <summary>Requests of these lines get no answer before the task completes.</summary>
    public ConcurrentDictionary<string, Task> Held { get; } = new();

    public async ValueTask<CloudReply> RequestAsync(
        Message request, TimeSpan timeout = default, bool acknowledge = false, CancellationToken cancellationToken = default)
    {
        var asked = new Asked(clock.GetUtcNow(), request, acknowledge, timeout);
        _asked.Writer.TryWrite(asked);
        if (!IsOnline)
        {
            return new CloudReply(CloudReplyStatus.Offline, null);
        }

        if (Held.TryGetValue(asked.Line, out var hold))
        {
            await hold.WaitAsync(cancellationToken);
        }

        var content = Scripted.TryGetValue(asked.Line, out var script) && script.TryDequeue(out var scripted) ? scripted : Answer(asked);

        // As it is after the wire: a JSON string has become a text.
        var reply = JsonNode.Parse(content) is JsonValue text && text.TryGetValue<string>(out var found)
            ? MessageContent.Text(found)
            : MessageContent.Json(Encoding.UTF8.GetBytes(content));
        return new CloudReply(CloudReplyStatus.Answered, _messages.Reply(request, reply));
    }

    public async Task<Asked> NextAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The next request of a line; others on the way are passed over.</summary>
    public async Task<Asked> NextAsync(string line)
    {
        while (true)
        {
            var asked = await NextAsync();
            if (asked.Line == line)
            {
                return asked;
            }
        }
    }

    public bool TryNext(out Asked? asked) => _asked.Reader.TryRead(out asked);

    public void Script(string line, params string[] answers) => Scripted[line] = new ConcurrentQueue<string>(answers);

    public static string Failure(int code, string reason) => Status(code, reason).ToJsonString();

    public static string Wrapped(int code, string reason) =>
        new JsonObject { ["Object"] = new JsonObject { ["metadata"] = new JsonObject() }, ["Err"] = Status(code, reason) }.ToJsonString();

    private static JsonObject Status(int code, string reason) => new()
    {
        ["ErrStatus"] = new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = $"{reason} for the test",
            ["reason"] = reason,
            ["code"] = code,
        },
    };

    private string Answer(Asked asked)
    {
        lock (_lock)
        {
            var parts = asked.Message.Route.Resource.Split('/');
            return (parts[1], asked.Message.Route.Operation) switch
            {
                ("node", "insert") => Node is null ? Pair(Node = Stored(asked.Content.AsObject())) : Wrapped(409, "AlreadyExists"),
                ("node", "query") => Node?.ToJsonString() ?? Failure(404, "NotFound"),
                ("nodepatch", "patch") => Node is null ? Wrapped(404, "NotFound") : Pair(Node = Patched(Node, asked.Content.AsObject())),
                ("lease", "insert") => Lease is null ? Pair(Lease = Stored(asked.Content.AsObject())) : Wrapped(409, "AlreadyExists"),
                ("lease", "query") => Lease is null ? Wrapped(404, "NotFound") : Pair(Lease),
                ("lease", "update") => Update(asked.Content.AsObject()),
                ("pod", "delete") => "\"OK\"",
                _ => """{"Object":{"metadata":{}},"Err":null}""",
            };
        }
    }

    private string Update(JsonObject lease)
    {
        if (Lease is null)
        {
            return Wrapped(404, "NotFound");
        }

        if (lease["metadata"]?["resourceVersion"]?.GetValue<string>() != Lease["metadata"]?["resourceVersion"]?.GetValue<string>())
        {
            return Wrapped(409, "Conflict");
        }

        return Pair(Lease = Versioned(lease));
    }

    private JsonObject Stored(JsonObject value)
    {
        var stored = Versioned(value);
        stored["metadata"]!["uid"] = $"uid-{++_uids}";
        return stored;
    }

    private JsonObject Versioned(JsonObject value)
    {
        var stored = (JsonObject)value.DeepClone();
        stored["metadata"]!["resourceVersion"] = $"{++_version}";
        return stored;
    }

    // As much of a strategic merge as the agent's patches need: whole lists, merged maps.
    private JsonObject Patched(JsonObject value, JsonObject patch)
    {
        var patched = Versioned(value);
        foreach (var (section, members) in patch)
        {
            foreach (var (name, member) in members!.AsObject())
            {
                if (member is JsonObject map && patched[section]?[name] is JsonObject old)
                {
                    foreach (var (key, text) in map)
                    {
                        old[key] = text?.DeepClone();
                    }
                }
                else
                {
                    patched[section]![name] = member?.DeepClone();
                }
            }
        }

        return patched;
    }

    private static string Pair(JsonObject value) => $$"""{"Object":{{value.ToJsonString()}},"Err":null}""";
}
