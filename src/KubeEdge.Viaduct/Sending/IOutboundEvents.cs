namespace KubeEdge.Viaduct.Sending;

/// <summary>What the writer tells its link.</summary>
internal interface IOutboundEvents
{
    /// <summary>The close frame has left.</summary>
    void OnCloseWritten();

    /// <summary>The socket took no more.</summary>
    void OnWriteFailed(Exception exception);
}
