namespace KubeEdge.Beehive.Messages;

/// <summary>The outcome of <see cref="MessageContent.Read{T}"/>: a value, or why there is none.</summary>
/// <typeparam name="T">The type asked for.</typeparam>
/// <param name="Status">How reading ended.</param>
/// <param name="Value">The value; default unless <paramref name="Status"/> is <see cref="ContentStatus.Ok"/>.</param>
/// <param name="Error">The failure in words: the peer's status message, or what is malformed and where.</param>
/// <param name="Code">The HTTP code of the peer's failure; 0 when it gave none.</param>
public readonly record struct ContentResult<T>(ContentStatus Status, T? Value, string? Error = null, int Code = 0)
{
    /// <summary>Whether <see cref="Value"/> is there.</summary>
    public bool IsOk => Status == ContentStatus.Ok;
}
