namespace KubeEdge.Mqtt;

/// <summary>Why the latest attempt to connect failed, or the latest connection ended.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">What a human reader needs to find the cause.</param>
/// <param name="Reason">The broker's reason; null when it gave none.</param>
public sealed record MqttFailure(MqttFailureKind Kind, string Detail, MqttReason? Reason = null)
{
    /// <inheritdoc/>
    public override string ToString() => Reason is { } reason ? $"{Kind} ({reason}): {Detail}" : $"{Kind}: {Detail}";
}
