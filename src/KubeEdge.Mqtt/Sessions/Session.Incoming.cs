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
    /// <param name="effects">What its publication set going.</param>
    /// <returns>The answer.</returns>
    public Task<MqttReason> AddIncoming(ushort id, PublishEffects effects)
    {
        lock (_lock)
        {
            var answer = effects.AnswerAsync();
            _incoming[id] = answer;
            return IsStored ? _incoming[id] = StoreIncomingAsync(id, effects, answer) : answer;
        }
    }

    /// <summary>
    /// A PUBREL: the client may use the identifier again when it is told so, and then the store must not know it any more, or the next
    /// message with it is taken for a repeated one after a restart.
    /// </summary>
    /// <returns>When that is durable; false when there was no such message.</returns>
    public async Task<bool> ReleaseIncomingAsync(ushort id)
    {
        Task<MqttReason>? answer;
        Task stored;
        lock (_lock)
        {
            if (!_incoming.TryGetValue(id, out answer))
            {
                return false;
            }

            stored = ForgetIncoming(id);
        }

        await stored.ConfigureAwait(false);
        lock (_lock)
        {
            if (ReferenceEquals(_incoming.GetValueOrDefault(id), answer))
            {
                _incoming.Remove(id);
            }

            return true;
        }
    }

    /// <summary>An answer that refuses: the identifier is free. The store does not know it.</summary>
    public void RemoveIncoming(ushort id)
    {
        lock (_lock)
        {
            _incoming.Remove(id);
        }
    }

    /// <summary>Puts back what the store held.</summary>
    public void RestoreIncoming(ushort id) => _incoming[id] = PublishAnswers.Success;

    // After a restart a repeated message that the store knows goes to nobody. So the subscribers of this process, which have no copy there,
    // come first, and what they refuse, or a copy of which could not be stored, must not be known when the client hears of that.
    private async Task<MqttReason> StoreIncomingAsync(ushort id, PublishEffects effects, Task<MqttReason> answer)
    {
        if (await effects.SubscribersAsync().ConfigureAwait(false) is var refusal and >= MqttReason.UnspecifiedError)
        {
            return refusal;
        }

        try
        {
            await KeepIncoming(id).ConfigureAwait(false);
            return await answer.ConfigureAwait(false);
        }
        catch (IOException)
        {
            await ForgetIncoming(id).ConfigureAwait(false);
            throw;
        }
    }

    private Task KeepIncoming(ushort id)
    {
        lock (_lock)
        {
            return IsStored && _incoming.ContainsKey(id)
                ? _context.Journal.Append(StoreKeys.Incoming(ClientId, id), ReadOnlyMemory<byte>.Empty)
                : Task.CompletedTask;
        }
    }

    private Task ForgetIncoming(ushort id) =>
        IsStored ? _context.Journal.Append(StoreKeys.Incoming(ClientId, id), null) : Task.CompletedTask;
}
