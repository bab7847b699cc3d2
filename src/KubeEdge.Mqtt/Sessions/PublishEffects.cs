namespace KubeEdge.Mqtt.Sessions;

/// <summary>What one published message set going: what its publisher's answer waits for, and what the publisher itself waits for.</summary>
internal struct PublishEffects
{
    private Task? _stored;
    private List<Task<MqttReason>>? _answers;
    private List<Task>? _room;

    /// <summary>How many subscribers took it.</summary>
    public int Receivers { get; private set; }

    public void Received() => Receivers++;

    /// <summary>The answer waits until this is durable. Later commits complete later, so only the last one counts, unless one failed.</summary>
    public void WaitForStore(Task stored)
    {
        if (!stored.IsCompletedSuccessfully)
        {
            _stored = _stored is null || ReferenceEquals(_stored, stored) ? stored : Task.WhenAll(_stored, stored);
        }
    }

    /// <summary>The answer waits for a subscriber of this process, and is its answer.</summary>
    public void WaitForAnswer(Task<MqttReason> answer) => (_answers ??= []).Add(answer);

    /// <summary>The publisher publishes nothing more until this completes.</summary>
    public void WaitForRoom(Task room) => (_room ??= []).Add(room);

    /// <summary>Completes when the publisher may go on.</summary>
    public readonly Task WaitForRoomAsync() => _room is null ? Task.CompletedTask : Task.WhenAll(_room);

    /// <summary>The answer to the publisher. Faulted when the message could not be stored.</summary>
    public readonly Task<MqttReason> AnswerAsync()
    {
        if (_stored is null && _answers is null)
        {
            return Receivers > 0 ? PublishAnswers.Success : PublishAnswers.NoMatchingSubscribers;
        }

        return PublishAnswers.CombineAsync(_stored, _answers);
    }
}
