using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace KubeEdge.Server.Http2;

/// <summary>
/// Lets callers of a unix socket name it by its path. Go's client, and with it every edge core since 1.15, sends the path as
/// <c>:authority</c>; Kestrel takes a host name only and resets the stream, with no switch for it.
/// </summary>
internal sealed class AuthorityGate(ConnectionDelegate next)
{
    // The server's side goes on where the bytes were read: one thread per connection, as without the filter.
    private static readonly PipeOptions _options = new(readerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        var transport = connection.Transport;
        var filtered = new Pipe(_options);
        connection.Transport = new FilteredTransport(filtered.Reader, transport.Output);
        var filter = new AuthorityFilter(transport.Input, filtered.Writer).RunAsync();
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            connection.Transport = transport;
            await filtered.Reader.CompleteAsync().ConfigureAwait(false);
            transport.Input.CancelPendingRead();
            await filter.ConfigureAwait(false);
        }
    }

    private sealed record FilteredTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
