using System.Diagnostics;
using System.Net;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Testing;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>A broker beside the process that is started again and again, and each time forgets everything.</summary>
[Collection(Alone.Name)]
public sealed class ManyRestartsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Next());

    [Fact]
    public async Task Broker_StartedAgainManyTimes_HasTwoConnectionsAndAllSubscriptions_EachTime()
    {
        var first = new Guests();
        var server = await StartAsync(first);
        await using var rig = await MqttRig.StartExternalAsync(new Uri($"tcp://{_address}"));
        await using var link = await rig.LinkAsync();
        await ServesAsync(rig, server, link, "first");
        Assert.Equal(2, first.Connected);
        var (before, slowest) = (GC.GetTotalMemory(forceFullCollection: true), TimeSpan.Zero);

        var restarts = Effort.Of(20, 1000);
        for (var round = 0; round < restarts; round++)
        {
            await server.DisposeAsync().AsTask().WaitAsync(_limit);
            var guests = new Guests();
            server = await StartAsync(guests);
            var began = Stopwatch.GetTimestamp();

            await ServesAsync(rig, server, link, $"{round}");

            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(began).Ticks));
            Assert.Equal(2, guests.Connected);
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{restarts} restarts: served again after {slowest.TotalMilliseconds:F0} ms at most, {grown / 1024} KiB more");
        Assert.InRange(grown, long.MinValue, 4 << 20);
        await server.DisposeAsync();
    }

    /// <summary>Ends when both connections have what a device says: the twin, and the cloud.</summary>
    private static async Task ServesAsync(MqttRig rig, MqttBroker server, MemoryLink link, string text)
    {
        await using var device = server.Connect("device");

        // Retained, because both may come before the subscriptions do, and the broker says nothing of those.
        foreach (var topic in (string[])["$hw/events/device/x/twin/update", "default/user/test"])
        {
            var message = new MqttMessage { Topic = topic, Payload = BusRig.Utf8(text), Qos = MqttQos.AtLeastOnce, Retain = true };
            Assert.True((await device.PublishAsync(message).AsTask().WaitAsync(_limit)).IsSuccess);
        }

        for (string? heard = null; heard != text;)
        {
            var request = await rig.Twin.NextAsync();
            heard = FakeTwin.TextOf(request);
            await rig.Twin.ReplyAsync(request);
        }

        while (!(await BusRig.NextAsync(link)).Content.IsText(text))
        {
            // Once more what came before the restart.
        }
    }

    private async Task<MqttBroker> StartAsync(Guests guests)
    {
        var options = new MqttBrokerOptions();
        options.Endpoints.Add(new MqttEndpointOptions { Address = _address });
        var server = new MqttBroker(options, new MqttBrokerHooks { Authenticator = guests });
        await server.StartAsync().WaitAsync(_limit);
        return server;
    }

    /// <summary>Counts who connects over the network.</summary>
    private sealed class Guests : IMqttAuthenticator
    {
        private int _connected;

        public int Connected => Volatile.Read(ref _connected);

        public ValueTask<MqttReason> AuthenticateAsync(
            MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken)
        {
            if (!client.IsInProcess)
            {
                Interlocked.Increment(ref _connected);
            }

            return new(MqttReason.Success);
        }
    }
}
