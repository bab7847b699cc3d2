using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.Grpc;

/// <summary>What a call gave: a message, or the status that says why there is none. A method returns either, they convert by themselves.</summary>
public readonly struct GrpcResult<T>
{
    private readonly bool _hasValue;

    private GrpcResult(GrpcStatus status, T? value, bool hasValue)
    {
        Status = status;
        Value = value;
        _hasValue = hasValue;
    }

    /// <summary>How it ended.</summary>
    public GrpcStatus Status { get; }

    /// <summary>The message; null unless <see cref="IsOk"/>.</summary>
    public T? Value { get; }

    /// <summary>Whether there is a message.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => _hasValue && Value is not null;

    /// <summary>A call that ended well.</summary>
    /// <param name="value">Its message.</param>
    public static implicit operator GrpcResult<T>(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(default, value, true);
    }

    /// <summary>A call that did not.</summary>
    /// <param name="status">Why; any code but <see cref="GrpcStatusCode.Ok"/>, which needs a message.</param>
    /// <exception cref="ArgumentException">The status is Ok.</exception>
    public static implicit operator GrpcResult<T>(GrpcStatus status) =>
        status.IsOk ? throw new ArgumentException("A result that is Ok needs its message.", nameof(status)) : new(status, default, false);

    /// <summary>The status in words.</summary>
    public override string ToString() => Status.ToString();
}
