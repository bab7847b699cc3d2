using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Testing.Proxies;

/// <summary>One connection through a proxy.</summary>
internal sealed class ProxyConnection(Socket client, ProxyConditions conditions, ProxyCut? cut) : IDisposable
{
    private const int BufferBytes = 16 * 1024;
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _ending = new();

    /// <summary>Passes bytes both ways until both directions have ended or the connection is reset. Never throws.</summary>
    public async Task RunAsync(EndPoint server, CancellationToken stopping)
    {
        try
        {
            if (conditions.IsRefusing)
            {
                return;
            }

            await using var registration = stopping.UnsafeRegister(static state => ((ProxyConnection?)state)?.Reset(), this)
                .ConfigureAwait(false);
            await _server.ConnectAsync(server, _ending.Token).ConfigureAwait(false);
            client.NoDelay = _server.NoDelay = true;
            var up = PassAsync(client, _server, ProxyDirection.ToServer);
            var down = PassAsync(_server, client, ProxyDirection.ToClient);
            await Task.WhenAll(up, down).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end is gone, or the connection was reset.
        }
        finally
        {
            Reset();
            Dispose();
        }
    }

    /// <summary>Lets both sockets go. Done by <see cref="RunAsync"/> at its end.</summary>
    public void Dispose()
    {
        Abort(client);
        Abort(_server);
        _ending.Dispose();
    }

    /// <summary>Ends the connection; both ends see a reset, unless both have ended it in order before.</summary>
    public void Reset()
    {
        try
        {
            _ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private async Task PassAsync(Socket from, Socket to, ProxyDirection direction)
    {
        var buffer = new byte[BufferBytes];
        var left = cut is { } place && place.Direction == direction ? place.Bytes : long.MaxValue;
        try
        {
            while (true)
            {
                var count = await from.ReceiveAsync(buffer, _ending.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                await conditions.PassAsync(count, _ending.Token).ConfigureAwait(false);
                var passing = (int)Math.Min(count, left);
                left -= passing;
                await SendAsync(to, buffer.AsMemory(0, conditions.Loses(direction) ? 0 : passing)).ConfigureAwait(false);
                if (passing < count)
                {
                    Reset();
                }
            }
        }
        catch
        {
            // The other direction must not wait for what does not come.
            Reset();
            throw;
        }
    }

    private async ValueTask SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes, SocketFlags.None, _ending.Token).ConfigureAwait(false)..];
        }
    }

    // Without lingering, closing is a reset; after both ends have closed in order it is none.
    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception failed) when (failed is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Dispose();
    }
}
