using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;

namespace Modbus;

/// <summary>A device with a thousand registers of each kind, at a port of this machine: functions 1 to 6, 15 and 16.</summary>
internal sealed class ModbusSimulator : BackgroundService
{
    private const int Count = 1000;
    private readonly TcpListener _listener;

    public ModbusSimulator(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool[] Coils { get; } = new bool[Count];

    public bool[] Inputs { get; } = new bool[Count];

    public ushort[] Holding { get; } = new ushort[Count];

    public ushort[] InputWords { get; } = new ushort[Count];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (_listener)
        {
            var clients = new List<Task>();
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    clients.RemoveAll(static client => client.IsCompleted);
                    clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(stoppingToken), stoppingToken));
                }
                catch (OperationCanceledException)
                {
                    break;
                }
            }

            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var header = new byte[6];
                while (true)
                {
                    await stream.ReadExactlyAsync(header, cancellationToken);
                    var request = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4))];
                    await stream.ReadExactlyAsync(request, cancellationToken);
                    byte[] answer = [request[0], .. Answer(request.AsSpan(1))];
                    BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)answer.Length);
                    await stream.WriteAsync((byte[])[.. header, .. answer], cancellationToken);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or IndexOutOfRangeException or ArgumentException)
            {
                // The client is gone, or speaks something else.
            }
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> request)
    {
        var function = request[0];
        int address = BinaryPrimitives.ReadUInt16BigEndian(request[1..]);
        int value = BinaryPrimitives.ReadUInt16BigEndian(request[3..]);
        var count = function is 5 or 6 ? 1 : value;
        if (count is 0 or > 125 || address + count > Count)
        {
            return [(byte)(function | 0x80), 2];
        }

        switch (function)
        {
            case 1 or 2:
                return Bits(function, (function == 1 ? Coils : Inputs).AsSpan(address, count));
            case 3 or 4:
                return Words(function, (function == 3 ? Holding : InputWords).AsSpan(address, count));
            case 5:
                Coils[address] = value != 0;
                break;
            case 6:
                Holding[address] = (ushort)value;
                break;
            case 15:
                for (var at = 0; at < count; at++)
                {
                    Coils[address + at] = (request[6 + (at / 8)] >> (at % 8) & 1) != 0;
                }

                break;
            case 16:
                for (var at = 0; at < count; at++)
                {
                    Holding[address + at] = BinaryPrimitives.ReadUInt16BigEndian(request[(6 + (at * 2))..]);
                }

                break;
            default:
                return [(byte)(function | 0x80), 1];
        }

        return request[..5].ToArray();
    }

    private static byte[] Bits(byte function, ReadOnlySpan<bool> bits)
    {
        var answer = new byte[2 + ((bits.Length + 7) / 8)];
        answer[0] = function;
        answer[1] = (byte)(answer.Length - 2);
        for (var at = 0; at < bits.Length; at++)
        {
            answer[2 + (at / 8)] |= (byte)(bits[at] ? 1 << (at % 8) : 0);
        }

        return answer;
    }

    private static byte[] Words(byte function, ReadOnlySpan<ushort> words)
    {
        var answer = new byte[2 + (words.Length * 2)];
        answer[0] = function;
        answer[1] = (byte)(words.Length * 2);
        for (var at = 0; at < words.Length; at++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2 + (at * 2)), words[at]);
        }

        return answer;
    }
}
