using KubeEdge.Beehive.Messages;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>
/// What the recorded cloud says: to the n-th request of an operation and resource the n-th recorded answer. Remembers what the edge sent,
/// and in which recorded message's place.
/// </summary>
internal sealed class CloudScript(Recording recording, StandingCloud standing)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<RecordedMessage>> _expected = recording.FromEdge
        .Where(static message => !message.IsAcknowledgement)
        .GroupBy(static message => message.Line)
        .ToDictionary(static line => line.Key, static line => new Queue<RecordedMessage>(line));

    private readonly Dictionary<MessageId, RecordedMessage?> _sent = [];
    private readonly HashSet<MessageId> _unacknowledged = [];
    private readonly Dictionary<RecordedMessage, Message> _seen = [];
    private readonly List<(Message Ours, RecordedMessage Recorded)> _matched = [];
    private readonly List<Message> _surplus = [];
    private readonly List<Message> _repeated = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRecording;

    /// <summary>What the edge sent in place of what was recorded, as it came.</summary>
    public IReadOnlyList<(Message Ours, RecordedMessage Recorded)> Matched => Copy(_matched);

    /// <summary>What the edge sent in nothing's place.</summary>
    public IReadOnlyList<Message> Surplus => Copy(_surplus);

    /// <summary>What the edge repeats from time to time, beyond the times that were recorded.</summary>
    public IReadOnlyList<Message> Repeated => Copy(_repeated);

    /// <summary>Ends at the next message.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Whether the edge owes nothing.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return _unacknowledged.Count == 0;
            }
        }
    }

    /// <summary>From here on the recording holds; what went before is how things came to stand as it found them.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _isRecording = true;
        }
    }

    /// <summary>What the edge sent in place of a recorded message; null when it has not.</summary>
    public Message? Seen(RecordedMessage recorded)
    {
        lock (_gate)
        {
            return _seen.GetValueOrDefault(recorded);
        }
    }

    /// <summary>A recorded push as it is sent now.</summary>
    public Message Push(RecordedMessage push)
    {
        lock (_gate)
        {
            return Say(push.Message, default, push);
        }
    }

    /// <summary>Takes a message of the edge.</summary>
    /// <returns>What the cloud says to it; null for nothing.</returns>
    public Message? Receive(Message ours)
    {
        lock (_gate)
        {
            var answer = ours.Header.ParentId.IsEmpty ? Ask(ours) : Acknowledge(ours);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return answer;
        }
    }

    private Message? Ask(Message ours)
    {
        if (!_isRecording)
        {
            return standing.Answer(ours) is { } stood ? Say(stood, ours.Header.Id, null) : null;
        }

        var line = RecordedMessage.LineOf(ours);
        if (_expected.TryGetValue(line, out var queue) && queue.TryDequeue(out var recorded))
        {
            Match(ours, recorded);
            return recorded.Answer is { } answer ? Say(answer.Message, ours.Header.Id, answer) : null;
        }

        var last = recording.FromEdge.LastOrDefault(message => message.Line == line && !message.IsAcknowledgement);
        (last is not null && Rhythm.MayRepeat(line) ? _repeated : _surplus).Add(ours);
        return last?.Answer is { } again ? Say(again.Message, ours.Header.Id, null) : null;
    }

    private Message? Acknowledge(Message ours)
    {
        _unacknowledged.Remove(ours.Header.ParentId);
        if (!_sent.TryGetValue(ours.Header.ParentId, out var said))
        {
            _surplus.Add(ours);
        }
        else if (said?.Acknowledgement is { } recorded && !_seen.ContainsKey(recorded))
        {
            Match(ours, recorded);
        }
        else if (said is not null)
        {
            _surplus.Add(ours);
        }

        return null;
    }

    private void Match(Message ours, RecordedMessage recorded)
    {
        _seen.Add(recorded, ours);
        _matched.Add((ours, recorded));
    }

    private Message Say(Message message, MessageId parent, RecordedMessage? recorded)
    {
        var said = message.WithHeader(message.Header with { Id = MessageId.New(), ParentId = parent });
        _sent.Add(said.Header.Id, recorded);
        if (recorded?.Acknowledgement is not null)
        {
            _unacknowledged.Add(said.Header.Id);
        }

        return said;
    }

    private T[] Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
