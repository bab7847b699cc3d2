namespace KubeEdge.Mqtt.Transports;

/// <summary>A connection, or why there is none.</summary>
internal readonly record struct DialOutcome(Stream? Stream, MqttFailure? Failure)
{
    public static DialOutcome Failed(MqttFailureKind kind, Exception cause)
    {
        var text = cause.Message;
        for (var inner = cause.InnerException; inner is not null; inner = inner.InnerException)
        {
            text += text.Contains(inner.Message, StringComparison.Ordinal) ? "" : $" ({inner.Message})";
        }

        return new(null, new MqttFailure(kind, text));
    }
}
