namespace KubeEdge.Mqtt;

/// <summary>What became of a request to subscribe or unsubscribe.</summary>
public enum MqttRequestStatus
{
    /// <summary>The broker answered; the reasons say what.</summary>
    Answered,

    /// <summary>There is no connection. The wish is kept and carried out when there is one.</summary>
    Kept,

    /// <summary>The client is closed.</summary>
    Closed,
}
