using System.Buffers.Binary;
using System.Net.Sockets;

namespace Modbus;

/// <summary>One request at a time over Modbus TCP: a header of seven bytes, a function code and its data.</summary>
internal sealed class ModbusClient : IDisposable
{
    private const int HeaderLength = 7;
    private const int MostBytes = 253;

    private readonly TcpClient _connection;
    private readonly NetworkStream _stream;
    private readonly byte _unit;
    private ushort _transaction;

    private ModbusClient(TcpClient connection, byte unit)
    {
        _connection = connection;
        _stream = connection.GetStream();
        _unit = unit;
    }

    public static async Task<ModbusClient> ConnectAsync(string host, int port, byte unit, CancellationToken cancellationToken)
    {
        var connection = new TcpClient { NoDelay = true };
        try
        {
            await connection.ConnectAsync(host, port, cancellationToken);
            return new ModbusClient(connection, unit);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Function 1 (coils) or 2 (discrete inputs).</summary>
    public async Task<bool> ReadBitAsync(byte function, ushort address, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(function, address, [0, 1], 2, cancellationToken);
        return (answer[1] & 1) != 0;
    }

    /// <summary>Function 3 (holding registers) or 4 (input registers).</summary>
    public async Task<ushort[]> ReadWordsAsync(byte function, ushort address, ushort count, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(function, address, [(byte)(count >> 8), (byte)count], 1 + (count * 2), cancellationToken);
        var words = new ushort[count];
        for (var at = 0; at < count; at++)
        {
            words[at] = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(1 + (at * 2)));
        }

        return words;
    }

    /// <summary>Function 5.</summary>
    public Task WriteBitAsync(ushort address, bool value, CancellationToken cancellationToken) =>
        AskAsync(5, address, [value ? (byte)0xFF : (byte)0, 0], 4, cancellationToken);

    /// <summary>Function 6 for one register, which every device has, and 16 for several, which change together.</summary>
    public Task WriteWordsAsync(ushort address, ushort[] words, CancellationToken cancellationToken)
    {
        byte[] data = [.. words.SelectMany(static word => new[] { (byte)(word >> 8), (byte)word })];
        return words.Length == 1
            ? AskAsync(6, address, data, 4, cancellationToken)
            : AskAsync(16, address, [0, (byte)words.Length, (byte)data.Length, .. data], 4, cancellationToken);
    }

    public void Dispose() => _connection.Dispose();

    private async Task<byte[]> AskAsync(byte function, ushort address, byte[] data, int expected, CancellationToken cancellationToken)
    {
        var transaction = ++_transaction;
        var request = new byte[HeaderLength + 3 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(request, transaction);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(4), (ushort)(request.Length - HeaderLength + 1));
        request[6] = _unit;
        request[7] = function;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(8), address);
        data.CopyTo(request.AsSpan(10));
        await _stream.WriteAsync(request, cancellationToken);

        var header = new byte[HeaderLength + 1];
        await _stream.ReadExactlyAsync(header, cancellationToken);
        var length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4)) - 2;
        if (BinaryPrimitives.ReadUInt16BigEndian(header) != transaction || length is < 1 or > MostBytes || (header[7] & 0x7F) != function)
        {
            throw new InvalidDataException("The device answers something that was not asked.");
        }

        var answer = new byte[length];
        await _stream.ReadExactlyAsync(answer, cancellationToken);
        if (header[7] != function)
        {
            throw new IOException($"The device refuses function {function} at address {address} with exception {answer[0]}.");
        }

        return answer.Length >= expected
            ? answer
            : throw new InvalidDataException($"The device answers {answer.Length} bytes where {expected} belong.");
    }
}
