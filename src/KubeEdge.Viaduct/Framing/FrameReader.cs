using System.Text;

namespace KubeEdge.Viaduct.Framing;

/// <summary>
/// Turns the bytes of one direction of a WebSocket connection into messages and control frames, however the bytes were cut. Does no
/// I/O. Text and binary are alike, as for the original; text is not checked to be UTF-8, the JSON reader does what the original does.
/// </summary>
/// <param name="expectMasked">Whether the peer is the client, whose frames must be masked.</param>
/// <param name="maxMessageBytes">The limit of a message; checked when a frame announces itself, before anything is stored.</param>
internal sealed class FrameReader(bool expectMasked, int maxMessageBytes)
{
    private readonly bool _expectMasked = expectMasked;
    private readonly int _maxMessageBytes = maxMessageBytes;
    private readonly MessageAssembly _assembly = new();
    private readonly byte[] _control = new byte[FrameHeader.MaxControlPayload];
    private int _controlLength;
    private FrameHeader _frame;
    private bool _inFrame;
    private bool _inMessage;
    private int _left;
    private uint _key;

    /// <summary>After <see cref="FrameEvent.Message"/>: the message; the caller's from then on.</summary>
    public byte[] Message { get; private set; } = [];

    /// <summary>After a control frame: its payload, until the next call.</summary>
    public ReadOnlySpan<byte> Control => _control.AsSpan(0, _controlLength);

    /// <summary>After <see cref="FrameEvent.Fault"/>: what is wrong. After <see cref="FrameEvent.Close"/>: the peer's code and reason.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>After <see cref="FrameEvent.Fault"/>: the close code to answer with. After <see cref="FrameEvent.Close"/>: the peer's.</summary>
    public ushort Code { get; private set; }

    /// <summary>Uses up input until something is complete. What is not consumed must come again, followed by more.</summary>
    public FrameEvent Read(ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        while (true)
        {
            if (!_inFrame)
            {
                if (!FrameHeader.TryRead(input[consumed..], out var header))
                {
                    return FrameEvent.NeedMore;
                }

                consumed += header.Length;
                if (!Accept(header))
                {
                    return FrameEvent.Fault;
                }
            }

            var count = Math.Min(_left, input.Length - consumed);
            TakePayload(input.Slice(consumed, count));
            consumed += count;
            if (_left > 0)
            {
                return FrameEvent.NeedMore;
            }

            _inFrame = false;
            if (_frame.IsControl)
            {
                return EndControl();
            }

            if (_frame.IsFinal)
            {
                _inMessage = false;
                Message = _assembly.Take();
                return FrameEvent.Message;
            }
        }
    }

    private bool Accept(in FrameHeader header)
    {
        var fault = Check(header);
        if (fault is not null)
        {
            return Fault(CloseCode.ProtocolError, fault);
        }

        if (!header.IsControl)
        {
            if (header.PayloadLength > (ulong)(_maxMessageBytes - _assembly.Used))
            {
                return Fault(CloseCode.TooLarge, $"message over {_maxMessageBytes} bytes");
            }

            _inMessage = true;
            _assembly.Expect((int)header.PayloadLength, header.IsFinal);
        }
        else
        {
            _controlLength = 0;
        }

        _frame = header;
        _inFrame = true;
        _left = (int)header.PayloadLength;
        _key = header.Key;
        return true;
    }

    private string? Check(in FrameHeader header) => header switch
    {
        { HasReservedBits: true } => "reserved bits are set",
        { IsMasked: var masked } when masked != _expectMasked => _expectMasked ? "frame is not masked" : "frame is masked",
        { IsControl: true, IsFinal: false } => "control frame is fragmented",
        { IsControl: true, PayloadLength: > FrameHeader.MaxControlPayload } => "control frame is too long",
        { Opcode: Opcode.Close or Opcode.Ping or Opcode.Pong } => null,
        { Opcode: Opcode.Continuation } => _inMessage ? null : "continuation without a message",
        { Opcode: Opcode.Text or Opcode.Binary } => _inMessage ? "new message inside a fragmented one" : null,
        _ => $"unknown frame type {(int)header.Opcode}",
    };

    private void TakePayload(ReadOnlySpan<byte> bytes)
    {
        if (_frame.IsControl)
        {
            Mask.Copy(bytes, _control.AsSpan(_controlLength), _key);
            _controlLength += bytes.Length;
        }
        else
        {
            _assembly.Append(bytes, _key);
        }

        _key = Mask.Turn(_key, bytes.Length);
        _left -= bytes.Length;
    }

    private FrameEvent EndControl()
    {
        if (_frame.Opcode != Opcode.Close)
        {
            return _frame.Opcode == Opcode.Ping ? FrameEvent.Ping : FrameEvent.Pong;
        }

        if (_controlLength == 1)
        {
            Fault(CloseCode.ProtocolError, "close frame of one byte");
            return FrameEvent.Fault;
        }

        Code = _controlLength == 0 ? CloseCode.NoneReceived : (ushort)((_control[0] << 8) | _control[1]);
        Text = _controlLength <= 2 ? $"code {Code}" : $"code {Code}: {Encoding.UTF8.GetString(Control[2..])}";
        return FrameEvent.Close;
    }

    private bool Fault(ushort code, string text)
    {
        Code = code;
        Text = text;
        return false;
    }
}
