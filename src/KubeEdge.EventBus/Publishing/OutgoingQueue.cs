using System.Diagnostics.CodeAnalysis;
using KubeEdge.EventBus.Commands;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Publishing;

/// <summary>
/// What waits to be published over one connection, in the order in which it came. Adding never waits: at the limit the oldest message makes
/// room, so that what remains is the latest of what there was to say.
/// </summary>
internal sealed class OutgoingQueue(PublishingOptions limits)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<MqttMessage> _waiting = [];
    private long _bytes;

    /// <summary>Tells that something was added.</summary>
    public Signal Added { get; } = new();

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds a message; says how many older ones, or whether itself, had to go.</summary>
    public int Add(MqttMessage message)
    {
        int dropped;
        lock (_gate)
        {
            _waiting.AddLast(message);
            _bytes += SizeOf(message);
            dropped = MakeRoom();
        }

        Added.Set();
        return dropped;
    }

    public bool TryTake([NotNullWhen(true)] out MqttMessage? message)
    {
        lock (_gate)
        {
            message = _waiting.First?.Value;
            if (message is null)
            {
                return false;
            }

            _waiting.RemoveFirst();
            _bytes -= SizeOf(message);
            return true;
        }
    }

    /// <summary>Puts messages back to the head, the oldest first; says how many had to go.</summary>
    public int PutBack(IReadOnlyList<MqttMessage> messages)
    {
        lock (_gate)
        {
            for (var i = messages.Count - 1; i >= 0; i--)
            {
                _waiting.AddFirst(messages[i]);
                _bytes += SizeOf(messages[i]);
            }

            return MakeRoom();
        }
    }

    private int MakeRoom()
    {
        var dropped = 0;
        while (_waiting.First is { } oldest && (_waiting.Count > limits.MaximumMessages || _bytes > limits.MaximumBytes))
        {
            _waiting.RemoveFirst();
            _bytes -= SizeOf(oldest.Value);
            dropped++;
        }

        return dropped;
    }

    private static long SizeOf(MqttMessage message) => message.Topic.Length + message.Payload.Length;
}
