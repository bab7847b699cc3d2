namespace KubeEdge.EventBus;

/// <summary>How much waits for the cloud.</summary>
/// <param name="Messages">Messages that wait.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="IsFull">Whether there is no room for a further message of 1 KiB.</param>
/// <param name="DeadLetters">Messages that the cloud could not take and that were put aside.</param>
public sealed record UploadStatus(long Messages, long Bytes, bool IsFull, long DeadLetters)
{
    /// <summary>Whether the cloud is connected, should have confirmed what it got, and has not. What it got is sent again.</summary>
    public bool IsCloudSilent { get; init; }
}
