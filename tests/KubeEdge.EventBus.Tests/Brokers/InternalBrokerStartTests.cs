using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Sessions;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.EventBus.Tests.Brokers;

public sealed class InternalBrokerStartTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private static readonly byte[] _connectWithWill =
    [
        0x10, 36, 0, 4, .. "MQTT"u8, 4, 0x0E, 0, 0, 0, 6, .. "device"u8, 0, 10, .. "site/state"u8, 0, 4, .. "gone"u8,
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-broker-");
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WithWhatTheBrokerRefuses_IsSaidAndTriedAgain()
    {
        await using var store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db"));
        var options = Options();
        options.Internal.SessionQueueSize = 60_001;
        await using var broker = Make(options, store);
        using var stopping = new CancellationTokenSource();
        var running = broker.RunAsync(stopping.Token);
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(5)).WaitAsync(_limit);
        Assert.Contains("60000", broker.Fault, StringComparison.Ordinal);

        options.Internal.SessionQueueSize = 100;
        _clock.Advance(TimeSpan.FromSeconds(5));

        await running.WaitAsync(_limit);
        Assert.Null(broker.Fault);
    }

    [Theory]
    [InlineData("tcp", "another edge core")]
    [InlineData("ssl", "server.pem")]
    public async Task Start_WhereItCannotListen_SaysWhatToDo(string scheme, string remedy)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db"));
        var options = Options();
        options.Internal.Server = new Uri($"{scheme}://{other.LocalEndpoint}");
        options.Internal.CertificateFile = Path.Combine(_folder.FullName, "server.pem");
        options.Internal.KeyFile = Path.Combine(_folder.FullName, "server.key");
        await using var broker = Make(options, store);
        using var stopping = new CancellationTokenSource();
        var running = broker.RunAsync(stopping.Token);

        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(5)).WaitAsync(_limit);

        Assert.Contains(remedy, broker.Remedy, StringComparison.Ordinal);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(_limit));
    }

    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "an address that this machine has")]
    [InlineData(SocketError.AccessDenied, "at least 1024")]
    [InlineData(SocketError.HostNotFound, "the name 127.0.0.1")]
    [InlineData(SocketError.AddressFamilyNotSupported, "choose another address")]
    public void Remedy_OfAnAddress_FitsItsCause(SocketError error, string remedy) => Assert.Contains(
        remedy, ListenerRemedy.For(new SocketException((int)error), Options().Internal), StringComparison.Ordinal);

    [Fact]
    public void Remedy_OfWhatIsNotTheAddress_IsNotGuessed() =>
        Assert.Null(ListenerRemedy.For(new IOException("disk"), Options().Internal));

    [Fact]
    public async Task Subscribe_ToAllThatTheCloudMayAskFor_IsGranted()
    {
        await using var store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db"));
        var options = Options();
        options.MaximumSubscriptions = 2000;
        await using var broker = Make(options, store);
        await broker.RunAsync(CancellationToken.None).WaitAsync(_limit);
        await using var client = await broker.ConnectAsync(LaneDuty.Data, CancellationToken.None);

        var result = await client.SubscribeAsync([.. Enumerable.Range(0, 2003).Select(i => new MqttSubscription($"rules/{i}"))]);

        Assert.All(result.Reasons, static reason => Assert.True(reason < MqttReason.UnspecifiedError));
    }

    [Fact]
    public async Task Will_OfAClientThatIsBackBeforeAnybodyListens_ComesBeforeWhatItSaysThen()
    {
        await using var store = await MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db"));
        await using var broker = Make(Options(), store);
        await broker.RunAsync(CancellationToken.None).WaitAsync(_limit);
        await using var listener = await broker.ConnectAsync(LaneDuty.Data, CancellationToken.None);
        await listener.SubscribeAsync([new MqttSubscription("site/state")]);

        // Its connection breaks, or the broker sees that only when the client is back: in both cases the will is due before that.
        using (var broken = new TcpClient())
        {
            await broken.ConnectAsync(IPAddress.Loopback, broker.Server.Port).WaitAsync(_limit);
            await broken.GetStream().WriteAsync(_connectWithWill).AsTask().WaitAsync(_limit);
            await broken.GetStream().ReadExactlyAsync(new byte[4]).AsTask().WaitAsync(_limit);
        }

        await using var device = new MqttClient(
            new MqttClientOptions { Server = new Uri($"mqtt://{broker.Server.Authority}"), ClientId = "device" });
        device.Start();
        await device.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        var message = new MqttMessage { Topic = "site/state", Payload = "here"u8.ToArray(), Qos = MqttQos.AtLeastOnce };
        var birth = device.PublishAsync(message).AsTask();
        broker.Hears(LaneDuty.Devices, isSubscribed: true);
        broker.Hears(LaneDuty.Data, isSubscribed: true);

        foreach (var expected in (string[])["gone", "here"])
        {
            var delivery = await listener.Deliveries.ReadAsync().AsTask().WaitAsync(_limit);
            Assert.Equal(expected, Encoding.UTF8.GetString(delivery.Message.Payload.Span));
            delivery.Acknowledge();
        }

        Assert.True((await birth.WaitAsync(_limit)).IsSuccess);
    }

    private static EventBusOptions Options() => new() { Internal = { Server = new Uri("tcp://127.0.0.1:0") } };

    private InternalBroker Make(EventBusOptions options, IMetaStore store) =>
        new(options, new BrokerRecords(store), null, _clock, NullLoggerFactory.Instance, null);
}
