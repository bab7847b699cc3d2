namespace KubeEdge.Viaduct.Receiving;

/// <summary>Somebody whose wait is over, decided already, and who only has to be told.</summary>
internal interface IWakeable
{
    /// <summary>Lets who waits go on: on this thread before the call returns, or on the thread pool. Called once.</summary>
    void Wake(bool here);
}
