namespace KubeEdge.Mqtt.Sessions;

/// <summary>The connection of a session, as the session sees it. Neither call waits.</summary>
internal interface ISessionConnection
{
    /// <summary>There is something to send.</summary>
    void Wake();

    /// <summary>The connection ends; an MQTT 5 client is told why.</summary>
    void Close(MqttReason reason);
}
