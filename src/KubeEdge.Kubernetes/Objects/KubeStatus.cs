using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>
/// Kubernetes' answer when there is no object to give (<c>metav1.Status</c>): mostly a failure, with code, reason and text.
/// An expected outcome, so it is a value and no exception. Immutable.
/// </summary>
/// <remarks>Texts are exactly Kubernetes', since kubectl prints them and scripts compare them.</remarks>
public sealed partial class KubeStatus
{
    /// <summary>Makes a status with any content. The named factories cover what Kubernetes answers.</summary>
    public KubeStatus(int code, string reason, string message, KubeStatusDetails? details = null)
    {
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentNullException.ThrowIfNull(message);
        Code = code;
        Reason = reason;
        Message = message;
        Details = details;
    }

    /// <summary>
    /// HTTP status code; 0 when there is none, as in a success and in the client's own <see cref="StatusReasons.Unreachable"/>.
    /// </summary>
    public int Code { get; }

    /// <summary>One of <see cref="StatusReasons"/>, or one that a newer server invented; empty when unknown.</summary>
    public string Reason { get; }

    /// <summary>For people.</summary>
    public string Message { get; }

    /// <summary>What it is about; null when not said.</summary>
    public KubeStatusDetails? Details { get; }

    /// <summary>Whether this reports a success, as the answer to a deletion does.</summary>
    public bool IsSuccess { get; private init; }

    /// <summary>Whether no answer came. A request that changes something may have been carried out.</summary>
    public bool IsUnreachable => Reason == StatusReasons.Unreachable;

    /// <summary>Whether a list's version or continuation is no longer kept, so that only a new list helps.</summary>
    public bool IsExpired => Code == 410 || Reason is StatusReasons.Expired or StatusReasons.Gone;

    /// <summary>When to try again; null when not said.</summary>
    public TimeSpan? RetryAfter => Details is { RetryAfterSeconds: > 0 } details ? TimeSpan.FromSeconds(details.RetryAfterSeconds) : null;

    /// <summary>Reads a status document.</summary>
    /// <exception cref="FormatException">It is no status.</exception>
    public static KubeStatus Parse(ReadOnlyMemory<byte> utf8) =>
        TryParse(utf8, out var status) ? status : throw new FormatException("The text is no Kubernetes Status document.");

    /// <summary>Reads a status document. False when it is something else or no JSON.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out KubeStatus? status)
    {
        status = KubeStatusJson.Read(utf8.Span);
        return status is not null;
    }

    /// <summary>The document as Kubernetes writes it, without the line feed that ends its responses.</summary>
    public byte[] ToJson() => KubeStatusJson.Write(this);

    /// <summary>Code, reason and text in one line.</summary>
    public override string ToString() => $"{Code} {Reason}: {Message}";

    internal static KubeStatus Success(KubeStatusDetails? details) => new(0, string.Empty, string.Empty, details) { IsSuccess = true };
}
