using KubeEdge.Beehive.Messages;
using KubeEdge.MetaStore;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// What one connection has taken from the queue and is not done with, oldest first, and how far it was sent: after going back the same
/// messages are sent again, in the same order. Any thread may call.
/// </summary>
internal sealed class UploadWindow
{
    private const int MostMessages = 256;
    private const long MostBytes = 4 << 20;

    private readonly Lock _gate = new();
    private readonly List<(QueueItem Item, MessageId Id)> _messages = [];
    private long _bytes;
    private int _next;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count;
            }
        }
    }

    /// <summary>Whether one more may be taken from the queue; one always may, whatever its size.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count < MostMessages && _bytes < MostBytes;
            }
        }
    }

    public QueueItem? First
    {
        get
        {
            lock (_gate)
            {
                return _messages.Count == 0 ? null : _messages[0].Item;
            }
        }
    }

    /// <summary>The next one that is to be sent again.</summary>
    public QueueItem? Repeat()
    {
        lock (_gate)
        {
            return _next < _messages.Count ? _messages[_next++].Item : null;
        }
    }

    /// <summary>One is sent for the first time. When everything was to be sent again meanwhile, so is this one, at its place.</summary>
    public void Add(QueueItem item, MessageId id)
    {
        lock (_gate)
        {
            _messages.Add((item, id));
            _bytes += item.Payload.Length;
            _next += _next == _messages.Count - 1 ? 1 : 0;
        }
    }

    /// <summary>Sends everything again from the oldest on; how many that is.</summary>
    public int GoBack()
    {
        lock (_gate)
        {
            var again = _next;
            _next = 0;
            return again;
        }
    }

    public QueueItem? Find(MessageId id)
    {
        lock (_gate)
        {
            var at = IndexOf(id);
            return at < 0 ? null : _messages[at].Item;
        }
    }

    /// <summary>Done with this one and all before it; the sequence of the last, or 0 when it is not here.</summary>
    public long TakeThrough(MessageId id)
    {
        lock (_gate)
        {
            var at = IndexOf(id);
            return at < 0 ? 0 : TakeFirst(at + 1);
        }
    }

    /// <summary>
    /// Done with the oldest, if it is this one: what was written after one that was not is sent again by the next connection.
    /// </summary>
    public bool TryTake(long sequence)
    {
        lock (_gate)
        {
            return _messages.Count > 0 && _messages[0].Item.Sequence == sequence && TakeFirst(1) != 0;
        }
    }

    /// <summary>Done with this one, wherever it is.</summary>
    public QueueItem? Remove(long sequence)
    {
        lock (_gate)
        {
            var at = _messages.FindIndex(message => message.Item.Sequence == sequence);
            if (at < 0)
            {
                return null;
            }

            var item = _messages[at].Item;
            _messages.RemoveAt(at);
            _bytes -= item.Payload.Length;
            _next -= at < _next ? 1 : 0;
            return item;
        }
    }

    private int IndexOf(MessageId id) => _messages.FindIndex(message => message.Id == id);

    private long TakeFirst(int count)
    {
        var last = _messages[count - 1].Item.Sequence;
        for (var i = 0; i < count; i++)
        {
            _bytes -= _messages[i].Item.Payload.Length;
        }

        _messages.RemoveRange(0, count);
        _next = Math.Max(0, _next - count);
        return last;
    }
}
