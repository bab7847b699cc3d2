using System.Buffers;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>
/// What outlives a connection: messages in both directions that are not done with, and subscriptions. It decides what is to be written;
/// connections carry it. One lock guards all of it and is never held while anything waits.
/// </summary>
internal sealed partial class ClientSession
{
    private const int WriteSize = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly MqttClientOptions _options;
    private readonly MqttClientMetrics _metrics;
    private readonly PacketIds _ids = new();
    private readonly OutboundMessages _outbound;
    private readonly InboundMessages _inbound = new();
    private readonly KeptSubscriptions _subscriptions = new();
    private readonly Dictionary<ushort, (SubscriptionRequest Request, bool IsSubscribe)> _requests = [];
    private readonly ArrayBufferWriter<byte> _control = new();
    private BrokerTerms? _terms;
    private OutboundTopics _topics = new(0);
    private WakeUp? _writer;
    private bool _isClosed;

    public ClientSession(MqttClientOptions options, MqttClientMetrics metrics)
    {
        _options = options;
        _metrics = metrics;
        _outbound = new OutboundMessages(options, _ids, metrics.Dropped);
    }

    /// <summary>A connection was accepted: what the broker has to be told first is ready to be written.</summary>
    /// <returns>Completes when the broker has answered the subscriptions that are made anew.</returns>
    public Task Attach(BrokerTerms terms, bool sessionPresent, WakeUp writer)
    {
        lock (_lock)
        {
            _terms = terms;
            _writer = writer;
            _topics = new OutboundTopics(terms.TopicAliases);
            _control.ResetWrittenCount();
            _outbound.Attach(sessionPresent);
            _inbound.Attach(sessionPresent);
            var (subscribe, unsubscribe) = _subscriptions.Attach(sessionPresent, terms.PacketSize);
            List<Task> answers = [];
            foreach (var packet in subscribe)
            {
                var request = new SubscriptionRequest([.. packet.Select(wanted => wanted.Filter)], IsRepeated: true);
                answers.Add(request.Answer);
                WriteSubscribe(packet, request);
            }

            foreach (var filters in unsubscribe)
            {
                var request = new SubscriptionRequest(filters, IsRepeated: true);
                answers.Add(request.Answer);
                WriteUnsubscribe(filters, request);
            }

            return Task.WhenAll(answers);
        }
    }

    /// <summary>The connection ended. Who waits for answers to requests learns that they are kept.</summary>
    /// <param name="tell">Says so to others, before anybody can find it out here.</param>
    public void Detach(Action? tell = null)
    {
        lock (_lock)
        {
            tell?.Invoke();
            (_terms, _writer) = (null, null);
            foreach (var (id, (request, _)) in _requests)
            {
                _ids.Release(id);
                request.Complete(null);
            }

            _requests.Clear();
        }
    }

    /// <summary>The client is closed for good.</summary>
    public void Close()
    {
        Detach();
        lock (_lock)
        {
            _isClosed = true;
            _metrics.Queued(-_outbound.Count);
            _outbound.Close();
        }
    }

    /// <summary>Moves what may be written into the buffer, up to a size that is worth a write.</summary>
    /// <returns>Whether there is something to write.</returns>
    public bool Fill(ArrayBufferWriter<byte> output)
    {
        lock (_lock)
        {
            output.Write(_control.WrittenSpan);
            _control.ResetWrittenCount();
            var before = _outbound.Count;
            while (output.WrittenCount < WriteSize && _terms is { } terms && _outbound.Take(terms) is { } entry)
            {
                Write(output, entry, terms);
            }

            _metrics.Queued(_outbound.Count - before);
            return output.WrittenCount > 0;
        }
    }

    /// <summary>Writes a ping in its turn.</summary>
    public void Ping()
    {
        lock (_lock)
        {
            MqttPacketWriter.WritePing(_control);
            _writer?.Signal();
        }
    }

    private void Write(ArrayBufferWriter<byte> output, PendingPublish entry, BrokerTerms terms)
    {
        if (entry.IsReleased)
        {
            MqttPacketWriter.Write(output, new AckPacket(MqttPacketType.Pubrel, entry.Id), terms.Version);
            return;
        }

        MqttPacketWriter.WritePublish(output, PublishFrames.Of(entry, _topics), terms.Version);
        entry.WasSent = true;
        _metrics.Sent();
    }

    private void Answer(AckPacket packet)
    {
        MqttPacketWriter.Write(_control, packet, _options.Version);
        _writer?.Signal();
    }
}
