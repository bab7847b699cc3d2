namespace KubeEdge.Viaduct;

/// <summary>Which of a link's two queues a message waits in.</summary>
public enum LinkLane
{
    /// <summary>Everything else.</summary>
    Normal,

    /// <summary>Acknowledgements and heartbeats: they leave before anything in <see cref="Normal"/>.</summary>
    Urgent,
}
