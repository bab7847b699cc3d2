using KubeEdge.Beehive.Messages;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>The messages whose confirmation is waited for, by their id, and in each backlog in order.</summary>
internal sealed class SentMessages
{
    /// <summary>Most of one subject; the oldest gives way.</summary>
    private const int MostOfSubject = 32;

    private readonly Dictionary<MessageId, SentMessage> _all = [];

    /// <summary>The message of an id; null when it is not waited for.</summary>
    public SentMessage? Find(MessageId id) => _all.GetValueOrDefault(id);

    public void Add(Backlog backlog, SentMessage message)
    {
        _all[message.Id] = message;
        backlog.Sent.Enqueue(message);
        if (backlog.Sent.Count > MostOfSubject)
        {
            _all.Remove(backlog.Sent.Dequeue().Id);
        }
    }

    /// <summary>Forgets a message and those before it: the cloud takes and confirms them in order.</summary>
    public void RemoveUpTo(SentMessage message, Backlog backlog)
    {
        SentMessage removed;
        do
        {
            removed = backlog.Sent.Dequeue();
            _all.Remove(removed.Id);
        }
        while (removed != message);
    }

    public void RemoveAll(Backlog backlog)
    {
        foreach (var message in backlog.Sent)
        {
            _all.Remove(message.Id);
        }

        backlog.Sent.Clear();
    }
}
