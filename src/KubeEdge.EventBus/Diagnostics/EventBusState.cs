using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Uploads;

namespace KubeEdge.EventBus.Diagnostics;

/// <summary>Gathers how the parts fare.</summary>
internal sealed class EventBusState(BrokerSet brokers, UploadQueue uploads, UploadSource source) : IEventBusState
{
    private const int OneMore = 1024;

    public IReadOnlyList<BrokerStatus> Brokers => brokers.Status;

    public UploadStatus Uploads => new(
        uploads.Waiting.Count, uploads.Waiting.Bytes, !uploads.HasRoom(1, OneMore), uploads.Dead.Count)
    {
        IsCloudSilent = source.IsCloudSilent,
    };
}
