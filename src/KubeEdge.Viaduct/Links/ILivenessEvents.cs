namespace KubeEdge.Viaduct.Links;

/// <summary>What the watch over a link tells it.</summary>
internal interface ILivenessEvents
{
    /// <summary>The peer has been silent for the ping interval.</summary>
    void OnPingDue();

    /// <summary>The peer gave no sign of life for the ping timeout.</summary>
    void OnPeerSilent(TimeSpan silence);

    /// <summary>A write has been under way for the write timeout.</summary>
    void OnWriteTimeout();
}
