namespace KubeEdge.EventBus.Uploads;

/// <summary>Why a message for the cloud was given up before it was stored.</summary>
internal enum UploadLoss
{
    /// <summary>The queue is full, and no broker keeps a message of quality 0.</summary>
    Full,

    /// <summary>It is larger than the store or the queue takes.</summary>
    TooLarge,
}
