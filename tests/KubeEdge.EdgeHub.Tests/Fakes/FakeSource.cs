using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A durable source: an item leaves it when it was written; what was not written goes back to the head.</summary>
internal sealed class FakeSource(string name, UpstreamClass upstreamClass) : IUpstreamSource
{
    private readonly LinkedList<Message> _waiting = [];
    private readonly Lock _lock = new();

    public string Name { get; } = name;

    public UpstreamClass Class { get; } = upstreamClass;

    public UpstreamLink? Link { get; private set; }

    public int Opened { get; private set; }

    public int Disposed { get; private set; }

    public Exception? FailOnRead { get; set; }

    public ConcurrentQueue<(Message Message, UpstreamOutcome Outcome)> Settled { get; } = [];

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(Message message)
    {
        lock (_lock)
        {
            _waiting.AddLast(message);
        }

        Link?.Notify();
    }

    public IUpstreamReader Open(UpstreamLink link)
    {
        Opened++;
        Link = link;
        return new Reader(this);
    }

    private sealed class Reader(FakeSource owner) : IUpstreamReader
    {
        public bool TryRead(out UpstreamItem item)
        {
            item = default;
            if (owner.FailOnRead is { } failure)
            {
                throw failure;
            }

            lock (owner._lock)
            {
                if (owner._waiting.First is not { } first)
                {
                    return false;
                }

                owner._waiting.RemoveFirst();
                item = new UpstreamItem(first.Value);
                return true;
            }
        }

        public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
        {
            owner.Settled.Enqueue((item.Message, outcome));
            if (outcome == UpstreamOutcome.NotWritten)
            {
                lock (owner._lock)
                {
                    owner._waiting.AddFirst(item.Message);
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            owner.Disposed++;
            return ValueTask.CompletedTask;
        }
    }
}
