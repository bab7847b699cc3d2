namespace KubeEdge.Mqtt.Packets;

/// <summary>Where the QoS of the will stands among the flags of a CONNECT.</summary>
internal static class ConnectFlagsBits
{
    public const int WillQosShift = 3;

    /// <summary>0 to 3; 3 is not valid.</summary>
    public static int WillQos(ConnectFlags flags) => ((int)flags >> WillQosShift) & 3;
}
