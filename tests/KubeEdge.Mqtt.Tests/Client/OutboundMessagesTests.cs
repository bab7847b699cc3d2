using System.Runtime.CompilerServices;
using KubeEdge.Mqtt.Client;

namespace KubeEdge.Mqtt.Tests.Client;

public sealed class OutboundMessagesTests
{
    [Fact]
    public void TryAdd_NobodyTakesAndTheOldestMakesRoom_TheDroppedOnesAreNotKept()
    {
        var options = new MqttClientOptions { Server = new Uri("mqtt://h"), QueuePolicy = MqttQueuePolicy.DropOldestAtMostOnce };
        options.Limits.QueuedMessages = 2;
        var dropped = 0;
        var messages = new OutboundMessages(options, new PacketIds(), () => dropped++);
        Assert.True(messages.TryAdd(new PendingPublish(new MqttMessage { Topic = "first", Qos = MqttQos.AtLeastOnce })));

        var oldest = AddOne(messages);
        AddOne(messages);
        GC.Collect();

        Assert.False(oldest.IsAlive);
        Assert.Equal((2, 1), (messages.Count, dropped));
    }

    // On its own, so that no local of the test keeps the payload.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference AddOne(OutboundMessages messages)
    {
        var payload = new byte[100];
        Assert.True(messages.TryAdd(new PendingPublish(new MqttMessage { Topic = "t", Payload = payload })));
        return new WeakReference(payload);
    }
}
