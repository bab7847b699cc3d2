using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Records;

/// <summary>The identity of one ObjectSync: which node, which object. Its name in the API is <c>NODE.UID</c>, as in the original.</summary>
internal readonly record struct SyncRecord(string Node, string Uid, ResourceType Type, string? Namespace, string Name)
{
    public string RecordName => $"{Node}.{Uid}";

    public static SyncRecord For(NodeLedger ledger, in ResourceKey key, ResourceType type, Holding holding) =>
        new(ledger.Node, holding.Uid, type, key.Namespace, key.Name);

    /// <summary>Takes a record's name apart: a uid has no dot, a node name may.</summary>
    public static bool TrySplitName(string recordName, out string node, out string uid)
    {
        var dot = recordName.LastIndexOf('.');
        node = dot > 0 ? recordName[..dot] : string.Empty;
        uid = dot > 0 ? recordName[(dot + 1)..] : string.Empty;
        return node.Length > 0 && uid.Length > 0;
    }
}
