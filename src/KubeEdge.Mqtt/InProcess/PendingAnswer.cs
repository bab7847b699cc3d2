namespace KubeEdge.Mqtt.InProcess;

/// <summary>A publisher waits for this client to acknowledge a message.</summary>
/// <param name="since">When it was delivered, as a timestamp of the broker's clock.</param>
internal sealed class PendingAnswer(long since)
    : TaskCompletionSource<MqttReason>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Since => since;
}
