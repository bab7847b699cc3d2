using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>A message on its way to the broker. Guarded by its session.</summary>
internal sealed class PendingPublish(MqttMessage message)
{
    private static readonly Task<MqttPublishResult> _sent = Task.FromResult(new MqttPublishResult(MqttPublishStatus.Sent));

    private readonly TaskCompletionSource<MqttPublishResult>? _completion =
        message.Qos == MqttQos.AtMostOnce ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MqttMessage Message => message;

    /// <summary>MQTT 5: those of its properties that do not change, as bytes.</summary>
    public byte[] Properties { get; } = PublishProperties.Encode(message.Properties);

    /// <summary>What it counts in the limit of bytes.</summary>
    public int Size => message.Payload.Length + message.Topic.Length + Properties.Length;

    /// <summary>The packet identifier; 0 until it is sent, and always with QoS 0.</summary>
    public ushort Id { get; set; }

    /// <summary>Whether it may have been sent on an earlier connection.</summary>
    public bool WasSent { get; set; }

    /// <summary>QoS 2: the broker has it, PUBREL is what is to be sent.</summary>
    public bool IsReleased { get; set; }

    /// <summary>Whether it was sent on this connection and awaits its answer.</summary>
    public bool IsOnWire { get; set; }

    /// <summary>The outcome; with QoS 0 it is to be sent.</summary>
    public Task<MqttPublishResult> Completion => _completion?.Task ?? _sent;

    public void Complete(MqttPublishResult result) => _completion?.TrySetResult(result);
}
