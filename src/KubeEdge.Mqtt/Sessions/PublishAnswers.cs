namespace KubeEdge.Mqtt.Sessions;

/// <summary>Answers to a publisher.</summary>
internal static class PublishAnswers
{
    public static Task<MqttReason> Success { get; } = Task.FromResult(MqttReason.Success);

    public static Task<MqttReason> NoMatchingSubscribers { get; } = Task.FromResult(MqttReason.NoMatchingSubscribers);

    /// <summary>One that refuses decides; everything else is success.</summary>
    public static async Task<MqttReason> CombineAsync(Task stored, List<Task<MqttReason>>? answers)
    {
        await stored.ConfigureAwait(false);
        var result = MqttReason.Success;
        foreach (var answer in answers ?? [])
        {
            var reason = await answer.ConfigureAwait(false);
            result = reason >= MqttReason.UnspecifiedError ? reason : result;
        }

        return result;
    }
}
