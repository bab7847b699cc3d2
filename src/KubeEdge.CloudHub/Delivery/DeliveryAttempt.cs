using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>One message that tells a node about an object. Retransmissions send the same message, so the same id and bytes.</summary>
internal sealed class DeliveryAttempt(Message message, Holding holding, string version, bool isDelete)
{
    public Message Message { get; } = message;

    public Holding Holding { get; } = holding;

    public string Version { get; } = version;

    public bool IsDelete { get; } = isDelete;

    public int Sends { get; set; }

    public TimeSpan FirstSent { get; set; }

    public bool Carries(Holding holding, string version, bool isDelete) =>
        Holding == holding && IsDelete == isDelete && string.Equals(Version, version, StringComparison.Ordinal);
}
