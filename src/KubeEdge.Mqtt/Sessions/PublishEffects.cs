using KubeEdge.Mqtt.Storage;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>What one published message set going: what its publisher's answer waits for, and what the publisher itself waits for.</summary>
internal struct PublishEffects
{
    private StoreWait _stored;
    private List<Task<MqttReason>>? _answers;
    private List<Task>? _room;

    /// <summary>Whether the store has to take something of it.</summary>
    public readonly bool IsStored => !_stored.IsEmpty;

    /// <summary>How many subscribers took it.</summary>
    public int Receivers { get; private set; }

    public void Received() => Receivers++;

    /// <summary>The answer waits until this is durable.</summary>
    public void WaitForStore(Task stored) => _stored.Add(stored);

    /// <summary>The answer waits for a subscriber of this process, and is its answer.</summary>
    public void WaitForAnswer(Task<MqttReason> answer) => (_answers ??= []).Add(answer);

    /// <summary>The publisher publishes nothing more until this completes.</summary>
    public void WaitForRoom(Task room)
    {
        if (!room.IsCompletedSuccessfully)
        {
            (_room ??= []).Add(room);
        }
    }

    /// <summary>Completes when the publisher may go on.</summary>
    public readonly Task WaitForRoomAsync() => _room is null ? Task.CompletedTask : Task.WhenAll(_room);

    /// <summary>The answer of the subscribers of this process alone.</summary>
    public readonly Task<MqttReason> SubscribersAsync() =>
        _answers is null ? PublishAnswers.Success : PublishAnswers.CombineAsync(Task.CompletedTask, _answers);

    /// <summary>The answer to the publisher. Faulted when the message could not be stored.</summary>
    public readonly Task<MqttReason> AnswerAsync()
    {
        if (_stored.IsEmpty && _answers is null)
        {
            return Receivers > 0 ? PublishAnswers.Success : PublishAnswers.NoMatchingSubscribers;
        }

        return PublishAnswers.CombineAsync(_stored.Task, _answers);
    }
}
