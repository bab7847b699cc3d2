using System.Threading.Channels;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.Testing;

namespace KubeEdge.NodeAgent.Tests.Transcripts;

/// <summary>
/// Answers as the recorded cloud answered its recorded edge: to the n-th request of an operation and resource the n-th recorded answer,
/// byte for byte but for the id that it answers; the last one again when the recording has no more.
/// </summary>
internal sealed class RecordedCloud : ICloudRequests
{
    private readonly Dictionary<string, Queue<(Message Request, Message Answer)>> _recorded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);
    private readonly Channel<(Message Ours, Message? Recorded, bool Acknowledged)> _asked =
        Channel.CreateUnbounded<(Message, Message?, bool)>();

    public RecordedCloud(string transcript)
    {
        var messages = Transcript.Read(transcript).Where(row => row.IsMessage).Select(row => (row.FromEdge, Message: Parse(row.Bytes))).ToArray();
        var requests = messages.Where(row => row.FromEdge).Select(row => row.Message).ToLookup(message => message.Header.Id);
        foreach (var answer in messages.Where(row => !row.FromEdge).Select(row => row.Message))
        {
            if (requests[answer.Header.ParentId].FirstOrDefault() is { } request)
            {
                var line = Line(request);
                var queue = _recorded.TryGetValue(line, out var found) ? found : _recorded[line] = new();
                queue.Enqueue((request, answer));
            }
        }

        Acknowledged = [.. messages.Where(row => row.FromEdge && row.Message.Content.IsText("OK")).Select(row => row.Message.Header.ParentId)];
    }

    /// <summary>Which answers the recorded edge acknowledged.</summary>
    public HashSet<MessageId> Acknowledged { get; }

    public ValueTask<CloudReply> RequestAsync(
        Message request, TimeSpan timeout = default, bool acknowledge = false, CancellationToken cancellationToken = default)
    {
        var (recorded, answer) = Next(Line(request));
        _asked.Writer.TryWrite((request, recorded, recorded is not null && answer is not null && Acknowledged.Contains(answer.Header.Id) == acknowledge));
        var reply = answer is null
            ? new CloudReply(CloudReplyStatus.TimedOut, null)
            : new CloudReply(CloudReplyStatus.Answered, new Message(answer.Header with { ParentId = request.Header.Id }, answer.Route, answer.Content));
        return ValueTask.FromResult(reply);
    }

    /// <summary>The next request, what the recorded edge had sent in its place, and whether both treat the answer alike.</summary>
    public async Task<(Message Ours, Message? Recorded, bool Acknowledged)> NextAsync() =>
        await _asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private (Message? Request, Message? Answer) Next(string line)
    {
        if (_recorded.TryGetValue(line, out var queue))
        {
            var next = queue.Peek();
            if (queue.Count > 1)
            {
                queue.Dequeue();
                return next;
            }

            // Beyond the recording the last answer stands, and there is nothing to compare with.
            return _spent.Add(line) ? next : (null, next.Answer);
        }

        return (null, line.StartsWith(Operations.Query, StringComparison.Ordinal) ? AsItStood(line) : null);
    }

    /// <summary>A recording that begins later does not show how an object was read first: it was as its first update still has it.</summary>
    private Message? AsItStood(string query) =>
        _recorded.TryGetValue(Operations.Update + query[Operations.Query.Length..], out var updates) ? updates.Peek().Request : null;

    private static string Line(Message message) => $"{message.Route.Operation} {message.Route.Resource}";

    private static Message Parse(ReadOnlyMemory<byte> bytes)
    {
        var result = MessageJson.Read(bytes);
        return result.Message ?? throw new FormatException(result.Error);
    }
}
