namespace KubeEdge.Kubernetes.Objects;

/// <summary>Where one JSON value stands inside an object's bytes. Strings include their quotes. Length 0: absent.</summary>
internal readonly record struct JsonSlice(int Start, int Length)
{
    public bool IsPresent => Length != 0;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> json) => json.Slice(Start, Length);
}
