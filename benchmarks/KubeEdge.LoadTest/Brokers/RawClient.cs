using System.Net;
using System.Net.Sockets;

namespace KubeEdge.LoadTest.Brokers;

/// <summary>
/// A client that costs next to nothing, so that the broker is what is measured: packets are made beforehand, and what one read brought is
/// answered with one write.
/// </summary>
internal abstract class RawClient : IDisposable
{
    private const int ReadSize = 16 * 1024;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,

        // Its port is free at once.
        LingerState = new LingerOption(enable: true, seconds: 0),
    };

    private readonly Lock _sending = new();
    private byte[] _answers = [];
    private int _answered;
    private volatile bool _isDisposed;

    /// <summary>Connects, subscribes when there is a filter, and reads from then on when asked to.</summary>
    public async Task ConnectAsync(int port, string clientId, string? filter = null, int qos = 0, bool read = true)
    {
        await _socket.ConnectAsync(IPAddress.Loopback, port);
        byte[] connack = await AskAsync(RawPackets.Connect(clientId), 4);
        byte[] suback = filter is null ? [0, 0, 0, 0, (byte)qos] : await AskAsync(RawPackets.Subscribe(filter, qos), 5);
        if (connack[3] != 0 || suback[4] != qos)
        {
            throw new InvalidOperationException($"The broker refused {clientId}: {connack[3]}, {suback[4]}.");
        }

        if (read)
        {
            _answers = new byte[ReadSize];
            _ = ReadAsync();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _socket.Dispose();
    }

    /// <summary>A packet that arrived.</summary>
    protected abstract void Take(byte first, ReadOnlySpan<byte> body);

    /// <summary>Everything that one read brought was taken.</summary>
    protected abstract void TookAll();

    /// <summary>Answers the packet that is being taken.</summary>
    protected void Answer(byte first, ReadOnlySpan<byte> identifier)
    {
        ReadOnlySpan<byte> answer = [first, 2, identifier[0], identifier[1]];
        answer.CopyTo(_answers.AsSpan(_answered));
        _answered += answer.Length;
    }

    /// <summary>Windows keep what is under way far below what the buffers of a socket hold, so this never waits for long.</summary>
    protected void Send(ReadOnlySpan<byte> packets)
    {
        lock (_sending)
        {
            _socket.Send(packets);
        }
    }

    private async Task<byte[]> AskAsync(byte[] question, int length)
    {
        await _socket.SendAsync(question);
        var answer = new byte[length];
        for (int read = 0; read < length;)
        {
            int more = await _socket.ReceiveAsync(answer.AsMemory(read));
            read += more > 0 ? more : throw new InvalidOperationException("The broker ended the connection.");
        }

        return answer;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[ReadSize];
        int held = 0;
        try
        {
            while (await _socket.ReceiveAsync(buffer.AsMemory(held)) is > 0 and int read)
            {
                held += read;
                int taken = TakeAll(buffer.AsSpan(0, held));
                buffer.AsSpan(taken, held - taken).CopyTo(buffer);
                held -= taken;
                TookAll();
            }

            Console.Error.WriteLine("The broker ended a connection.");
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException && _isDisposed)
        {
            // The run is over.
        }
        catch (SocketException fault)
        {
            Console.Error.WriteLine($"The broker ended a connection: {fault.Message}");
        }
    }

    private int TakeAll(ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (RawPackets.TryReadLength(bytes[taken..], out int header, out int length) && bytes.Length - taken - header >= length)
        {
            Take(bytes[taken], bytes.Slice(taken + header, length));
            taken += header + length;
        }

        if (_answered > 0)
        {
            Send(_answers.AsSpan(0, _answered));
            _answered = 0;
        }

        return taken;
    }
}
