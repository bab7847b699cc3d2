using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Resources;

/// <summary>What is answered to a request that writes: an object, or a status (which may report a success).</summary>
internal readonly record struct WriteOutcome
{
    private WriteOutcome(int code, ReadOnlyMemory<byte> json, KubeStatus? status) => (Code, Json, Status) = (code, json, status);

    public int Code { get; }

    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>Null when <see cref="Json"/> is the answer.</summary>
    public KubeStatus? Status { get; }

    public static WriteOutcome Created(ReadOnlyMemory<byte> json) => new(201, json, null);

    public static WriteOutcome Ok(ReadOnlyMemory<byte> json) => new(200, json, null);

    public static implicit operator WriteOutcome(KubeStatus status) => new(0, default, status);
}
