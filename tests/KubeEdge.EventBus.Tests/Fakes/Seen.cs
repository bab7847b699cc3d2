using KubeEdge.Beehive.Messages;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>What a cloud has taken: each number once, and under one id.</summary>
internal sealed class Seen
{
    private readonly List<int> _first = [];
    private readonly Dictionary<int, MessageId> _ids = [];

    /// <summary>How many different ones.</summary>
    public int Count => _first.Count;

    public int Repeated { get; private set; }

    public void Add(Message message)
    {
        var number = UploadCloud.NumberOf(message);
        Assert.True(message.Header.ParentId.IsEmpty);
        if (_ids.TryAdd(number, message.Header.Id))
        {
            _first.Add(number);
            return;
        }

        // What comes again can be told by its id.
        Assert.Equal(_ids[number], message.Header.Id);
        Repeated++;
    }

    /// <summary>All numbers came, and of each topic for the first time in order; number n is of topic n modulo <paramref name="topics"/>.</summary>
    public void AssertInOrder(int topics)
    {
        Assert.Equal(Enumerable.Range(1, Count), _first.Order());
        for (var topic = 0; topic < topics; topic++)
        {
            var ofTopic = _first.Where(number => number % topics == topic).ToList();
            Assert.Equal(ofTopic.Order(), ofTopic);
        }
    }
}
