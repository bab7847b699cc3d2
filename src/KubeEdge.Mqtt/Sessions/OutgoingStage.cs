namespace KubeEdge.Mqtt.Sessions;

/// <summary>How far the delivery of one message has come.</summary>
internal enum OutgoingStage
{
    /// <summary>Not sent on this connection.</summary>
    Queued,

    /// <summary>Sent; PUBACK or PUBREC is awaited.</summary>
    Sent,

    /// <summary>The client has it for good: PUBREL is to be sent (again) and PUBCOMP awaited.</summary>
    Released,
}
