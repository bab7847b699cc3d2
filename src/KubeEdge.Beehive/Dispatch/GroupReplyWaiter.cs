using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>Collects the replies of a group.</summary>
internal sealed class GroupReplyWaiter : PendingRequest
{
    private readonly Lock _lock = new();
    private readonly List<Message> _replies = [];
    private readonly TaskCompletionSource _allReplied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _expected;

    public GroupReplyWaiter(MessageId id, int expected)
    {
        Id = id;
        _expected = expected;
        if (expected == 0)
        {
            _allReplied.SetResult();
        }
    }

    public override bool IsSingle => false;

    /// <summary>Completes with the last expected reply.</summary>
    public Task AllReplied => _allReplied.Task;

    /// <summary>The replies so far.</summary>
    public IReadOnlyList<Message> Replies
    {
        get
        {
            lock (_lock)
            {
                return [.. _replies];
            }
        }
    }

    public override bool Accept(Message reply)
    {
        lock (_lock)
        {
            if (_replies.Count == _expected)
            {
                return false;
            }

            _replies.Add(reply);
            if (_replies.Count == _expected)
            {
                _allReplied.SetResult();
            }

            return true;
        }
    }
}
