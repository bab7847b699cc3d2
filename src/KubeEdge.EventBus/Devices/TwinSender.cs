using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.EventBus.Topics;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Devices;

/// <summary>
/// Hands the messages of one connection to the twins, in the order in which they came. Quality 0 needs no answer. The others are requests:
/// started in order, many under way, each acknowledged when its twin has answered, that is when its update is stored or refused.
/// </summary>
internal sealed partial class TwinSender(
    IMessageBus bus, EventMessages messages, TimeSpan timeout, EventBusMetrics metrics, ILogger<TwinSender> logger)
{
    private const int MostUnderWay = 256;

    private readonly Channel<TwinRequest> _underWay = Channel.CreateBounded<TwinRequest>(
        new BoundedChannelOptions(MostUnderWay) { SingleReader = true, SingleWriter = true });

    /// <summary>Hands over a delivery, waiting for room.</summary>
    public async ValueTask SendAsync(MqttDelivery delivery, CancellationToken cancellationToken)
    {
        var message = messages.ForTwins(delivery.Message.Topic, delivery.Message.Payload);
        if (delivery.Message.Qos == MqttQos.AtMostOnce)
        {
            var sent = await bus.SendToGroupAsync(GroupNames.Twin, message, cancellationToken).ConfigureAwait(false);
            metrics.Device(sent.Status);
            return;
        }

        await _underWay.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false);
        var reply = bus.RequestAsync(ModuleNames.DeviceTwin, message, timeout, cancellationToken);
        _underWay.Writer.TryWrite(new TwinRequest(delivery, reply));
    }

    /// <summary>
    /// Acknowledges until a request stays without an answer. Then the broker has to send again what was not acknowledged, in order, and
    /// does so on a new connection; to acknowledge would lose the update, and to ask the twin again would overtake later ones.
    /// </summary>
    public async Task AcknowledgeAsync(CancellationToken ended)
    {
        await foreach (var request in _underWay.Reader.ReadAllAsync(ended).ConfigureAwait(false))
        {
            var result = await request.Reply.ConfigureAwait(false);
            metrics.Device(result.Status);
            switch (result.Status)
            {
                case SendStatus.Sent:
                    request.Delivery.Acknowledge();
                    break;
                case SendStatus.UnknownTarget:
                    // This host has no twins, so there is nobody to keep it for.
                    request.Delivery.Acknowledge(MqttReason.NoMatchingSubscribers);
                    break;
                default:
                    Log.Unanswered(logger, request.Delivery.Message.Topic, result.Status);
                    return;
            }
        }
    }
}
