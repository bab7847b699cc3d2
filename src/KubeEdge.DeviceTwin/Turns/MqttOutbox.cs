using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin.Turns;

/// <summary>
/// Hands messages to the MQTT side, in order. Without such a module there is nobody to tell; one that takes nothing for too long loses
/// what is for it, and cannot stop the twins.
/// </summary>
internal sealed partial class MqttOutbox(TurnTools tools, IOptions<DeviceTwinOptions> options, ILogger<MqttOutbox> logger)
{
    // Once it was waited for in vain, it is not waited for again before it has taken something.
    private bool _isStuck;

    public async ValueTask SendAsync(IMessageBus bus, IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            var status = bus.TrySend(ModuleNames.EventBus, message);
            if (status == SendStatus.Full && !_isStuck)
            {
                status = await WaitAsync(bus, message, cancellationToken).ConfigureAwait(false);
            }

            _isStuck = status is SendStatus.Full or SendStatus.TimedOut;
            if (_isStuck)
            {
                tools.Metrics.PublishDropped();
            }
        }
    }

    private async ValueTask<SendStatus> WaitAsync(IMessageBus bus, Message message, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.PublishTimeout, tools.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await bus.SendAsync(ModuleNames.EventBus, message, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Stuck(logger, options.Value.PublishTimeout);
            return SendStatus.TimedOut;
        }
    }
}
