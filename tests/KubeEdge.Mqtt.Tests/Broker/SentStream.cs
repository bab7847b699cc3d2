using System.IO.Pipelines;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>
/// The network of a client that has sent everything before it is served, so that the broker's reader need not wait for it: the call that
/// serves it returns when the reader waits for something else.
/// </summary>
/// <param name="sent">What the client sends; then it is silent.</param>
/// <param name="answers">What the broker sends, and its end.</param>
internal sealed class SentStream(byte[] sent, PipeWriter answers) : MemoryStream(sent)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position == Length && !buffer.IsEmpty)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return Read(buffer.Span);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await answers.WriteAsync(buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        answers.Complete();
        base.Dispose(disposing);
    }
}
