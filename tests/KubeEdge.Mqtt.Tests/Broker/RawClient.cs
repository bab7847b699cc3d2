using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>A client that sends what the test says, byte by byte if need be, and does nothing of its own accord.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private MqttPacketReader? _packets;

    public RawClient(Stream stream)
    {
        _stream = stream;
        _reader = PipeReader.Create(stream);
    }

    public MqttVersion Version { get; private set; } = MqttVersion.V5;

    public ConnackPacket? Connack { get; private set; }

    public static async Task<RawClient> DialAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Patience);
        return new RawClient(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Sends a CONNECT and takes the CONNACK, whatever it says.</summary>
    public async Task<ConnackPacket> ConnectAsync(string clientId, MqttVersion version, Connect connect)
    {
        Version = version;
        var properties = connect.Properties;
        if (connect.Expiry is { } expiry && version == MqttVersion.V5)
        {
            properties.SessionExpiry = expiry;
        }

        await WriteAsync(output => MqttPacketWriter.Write(output, new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = connect.CleanStart,
            KeepAlive = connect.KeepAlive,
            Will = connect.Will,
            WillDelay = connect.WillDelay,
            UserName = connect.UserName,
            Password = connect.Password is { } password ? Encoding.UTF8.GetBytes(password) : (ReadOnlyMemory<byte>?)null,
            Properties = properties,
        }));
        Connack = (await ReadAsync(MqttPacketType.Connack)).Body<ConnackPacket>();
        return Connack;
    }

    /// <summary>Sends bytes as they are, written in hexadecimal with spaces as one likes.</summary>
    public async Task SendHexAsync(string hex) =>
        await _stream.WriteAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).AsTask().WaitAsync(Patience);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes).AsTask().WaitAsync(Patience);

    public Task SendAsync(MqttPacketType type, ushort id, MqttReason reason = MqttReason.Success) =>
        WriteAsync(output => MqttPacketWriter.Write(output, new AckPacket(type, id, reason), Version));

    public Task PublishAsync(
        string topic,
        string payload,
        MqttQos qos = MqttQos.AtMostOnce,
        ushort id = 0,
        bool retain = false,
        bool duplicate = false,
        ushort alias = 0,
        MqttMessageProperties? properties = null) =>
        WriteAsync(output => MqttPacketWriter.WritePublish(
            output,
            new PublishFrame
            {
                Topic = Encoding.UTF8.GetBytes(topic),
                Payload = Encoding.UTF8.GetBytes(payload),
                Qos = qos,
                Id = id,
                Retain = retain,
                Duplicate = duplicate,
                TopicAlias = alias,
                MessageExpiry = properties?.MessageExpiry,
                SharedProperties = PublishProperties.Encode(properties),
            },
            Version));

    /// <summary>Subscribes and takes the SUBACK, which may come after retained messages only in the order that the test reads.</summary>
    public async Task<IReadOnlyList<MqttReason>> SubscribeAsync(params MqttSubscription[] subscriptions)
    {
        await WriteAsync(output =>
            MqttPacketWriter.Write(output, new SubscribePacket { Id = 0x5B, Subscriptions = subscriptions }, Version));
        return (await ReadAsync(MqttPacketType.Suback)).Body<SubackPacket>().Reasons;
    }

    public Task<IReadOnlyList<MqttReason>> SubscribeAsync(string filter, MqttQos qos = MqttQos.ExactlyOnce) =>
        SubscribeAsync(new MqttSubscription(filter, qos));

    public async Task<IReadOnlyList<MqttReason>> UnsubscribeAsync(params string[] filters)
    {
        await WriteAsync(output => MqttPacketWriter.Write(output, new UnsubscribePacket { Id = 0x5C, Filters = filters }, Version));
        return (await ReadAsync(MqttPacketType.Unsuback)).Body<UnsubackPacket>().Reasons;
    }

    public Task DisconnectAsync(MqttReason reason = MqttReason.Success, uint? expiry = null) =>
        WriteAsync(output => MqttPacketWriter.Write(
            output, new DisconnectPacket { Reason = reason, Properties = new PacketProperties { SessionExpiry = expiry } }, Version));

    /// <summary>Reads bytes as they are; packets cannot be read before that.</summary>
    public async Task ReadExactlyAsync(byte[] bytes) => await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);

    /// <summary>PINGREQ, and its answer: what was sent before has been dealt with.</summary>
    public async Task PingAsync()
    {
        await SendHexAsync("C000");
        await ReadAsync(MqttPacketType.Pingresp);
    }

    /// <summary>The next packet, which is of that type.</summary>
    public async Task<MqttPacket> ReadAsync(MqttPacketType type)
    {
        var packet = await TryReadAsync();
        Assert.True(packet is not null, $"The connection ended instead of {type}.");
        Assert.Equal(type, packet.Value.Type);
        return packet.Value;
    }

    public async Task<PublishPacket> ReadPublishAsync() => (await ReadAsync(MqttPacketType.Publish)).Publish;

    /// <summary>The next packet is a PUBLISH with that payload.</summary>
    public async Task<PublishPacket> ReadPublishAsync(string payload)
    {
        var publish = await ReadPublishAsync();
        Assert.Equal(payload, Encoding.UTF8.GetString(publish.Message.Payload.Span));
        return publish;
    }

    public async Task<AckPacket> ReadAckAsync(MqttPacketType type, ushort id)
    {
        var ack = (await ReadAsync(type)).Ack;
        Assert.Equal(id, ack.Id);
        return ack;
    }

    /// <summary>The broker ends the connection; before that an MQTT 5 client is told why.</summary>
    public async Task ReadEndAsync(MqttReason reason)
    {
        if (Version == MqttVersion.V5)
        {
            Assert.Equal(reason, (await ReadAsync(MqttPacketType.Disconnect)).Body<DisconnectPacket>().Reason);
        }

        await ReadEndAsync();
    }

    /// <summary>The broker ends the connection without another packet.</summary>
    public async Task ReadEndAsync()
    {
        var packet = await TryReadAsync();
        Assert.True(packet is null, $"{packet?.Type} instead of the end.");
    }

    /// <summary>The broker ends the connection, whatever bytes come before that.</summary>
    public async Task ReadClosedAsync()
    {
        var scrap = new byte[256];
        try
        {
            while (await _stream.ReadAsync(scrap).AsTask().WaitAsync(Patience) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Ended by a reset.
        }
    }

    /// <summary>The next packet, or null at the end of the connection.</summary>
    public async Task<MqttPacket?> TryReadAsync()
    {
        _packets ??= new MqttPacketReader(new PacketLimits { TopicAliases = 100 }, fromClient: false, Version);
        while (true)
        {
            ReadResult result;
            try
            {
                result = await _reader.ReadAsync().AsTask().WaitAsync(Patience);
            }
            catch (IOException)
            {
                return null;
            }

            var buffer = result.Buffer;
            var status = _packets.TryRead(ref buffer, out var packet, out var error);
            Assert.True(status != PacketReadStatus.Error, error.ToString());
            _reader.AdvanceTo(buffer.Start, status == PacketReadStatus.Packet ? buffer.Start : buffer.End);
            if (status == PacketReadStatus.Packet)
            {
                return packet;
            }

            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    /// <summary>Ends the connection without a word.</summary>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task WriteAsync(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        await SendAsync(output.WrittenMemory);
    }
}
