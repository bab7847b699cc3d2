namespace KubeEdge.Mqtt.Connections;

/// <summary>An answer that has to wait.</summary>
/// <param name="Ready">What it waits for; also a failure makes it ready.</param>
internal abstract record PendingAnswer(Task Ready)
{
    /// <summary>Sends it. Called once.</summary>
    public abstract void Send();
}
