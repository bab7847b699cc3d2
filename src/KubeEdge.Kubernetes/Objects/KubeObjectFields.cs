namespace KubeEdge.Kubernetes.Objects;

/// <summary>What the one pass over an object's bytes finds: names as strings, the rest as places.</summary>
internal struct KubeObjectFields
{
    public string? ApiVersion;
    public string? Kind;
    public string? Name;
    public string? Namespace;
    public JsonSlice Metadata;
    public JsonSlice Uid;
    public JsonSlice ResourceVersion;
    public JsonSlice DeletionTimestamp;
    public JsonSlice Labels;
    public long Generation;
}
