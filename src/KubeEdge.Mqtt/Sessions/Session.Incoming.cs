using KubeEdge.Mqtt.Storage;

namespace KubeEdge.Mqtt.Sessions;

internal sealed partial class Session
{
    // QoS 2 messages from the client that it has not released: their identifier, and the answer that they got or will get.
    private readonly Dictionary<ushort, Task<MqttReason>> _incoming = [];

    /// <summary>The answer to a message of QoS 2 that was received before; a repeated one is answered again, not delivered again.</summary>
    public Task<MqttReason>? FindIncoming(ushort id)
    {
        lock (_lock)
        {
            return _incoming.GetValueOrDefault(id);
        }
    }

    /// <summary>Remembers a message of QoS 2 until the client releases it. The answer leaves when that is durable.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="answer">The answer of the subscribers.</param>
    /// <returns>The answer, with the store's.</returns>
    public Task<MqttReason> AddIncoming(ushort id, Task<MqttReason> answer)
    {
        lock (_lock)
        {
            if (IsStored)
            {
                var stored = _context.Journal.Append(StoreKeys.Incoming(ClientId, id), ReadOnlyMemory<byte>.Empty);
                answer = AfterAsync(stored, answer);
            }

            _incoming[id] = answer;
            return answer;
        }
    }

    /// <summary>A PUBREL, or an answer that refuses: the identifier is free.</summary>
    /// <returns>False when there was no such message.</returns>
    public bool RemoveIncoming(ushort id)
    {
        lock (_lock)
        {
            if (!_incoming.Remove(id))
            {
                return false;
            }

            ForgetIncoming(id);
            return true;
        }
    }

    /// <summary>Puts back what the store held.</summary>
    public void RestoreIncoming(ushort id) => _incoming[id] = PublishAnswers.Success;

    private static async Task<MqttReason> AfterAsync(Task stored, Task<MqttReason> answer)
    {
        await stored.ConfigureAwait(false);
        return await answer.ConfigureAwait(false);
    }

    private void ForgetIncoming(ushort id)
    {
        if (IsStored)
        {
            _context.Journal.Append(StoreKeys.Incoming(ClientId, id), null);
        }
    }
}
