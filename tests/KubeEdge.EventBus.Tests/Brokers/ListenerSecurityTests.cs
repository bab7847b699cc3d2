using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Sessions;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.MetaStore;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>TLS and authentication at the port of the broker inside the process.</summary>
public sealed class ListenerSecurityTests : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeedge-listener-");
    private readonly ManualTimeProvider _clock = new();
    private readonly PemFiles _server;
    private readonly PemFiles _client;

    public ListenerSecurityTests()
    {
        _server = new PemFiles(_folder, "server");
        _client = new PemFiles(_folder, "client");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Tls_FilesThatComeLater_AreReadThen()
    {
        await using var store = await OpenAsync();
        await using var broker = Make(store, new EventBusOptions { Internal = { Server = new Uri("ssl://127.0.0.1:0") } });
        var running = broker.RunAsync(CancellationToken.None);
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(5)).WaitAsync(_limit);
        Assert.Contains("server.", broker.Fault, StringComparison.Ordinal);

        _server.Write();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await running.WaitAsync(_limit);

        Assert.Equal("ssl", broker.Server.Scheme);
        await using var client = Connect(new ExternalBrokerOptions { Server = broker.Server, CaFile = _server.Certificate });
        await client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
    }

    [Fact]
    public async Task Tls_WithAnAuthorityForClients_TakesTheirsOnly()
    {
        _server.Write();
        _client.Write();
        await using var store = await OpenAsync();
        var options = new EventBusOptions { Internal = { Server = new Uri("ssl://127.0.0.1:0"), ClientCaFile = _client.Certificate } };
        await using var broker = Make(store, options);
        await broker.RunAsync(CancellationToken.None).WaitAsync(_limit);

        var known = new ExternalBrokerOptions
        {
            Server = broker.Server, CaFile = _server.Certificate, CertificateFile = _client.Certificate, KeyFile = _client.Key,
        };
        await using var client = Connect(known);
        await client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        await using var stranger = Connect(new ExternalBrokerOptions { Server = broker.Server, CaFile = _server.Certificate });
        await RefusedAsync(stranger);
        Assert.NotNull(stranger.LastFailure);
    }

    [Fact]
    public async Task Authenticator_OfTheHost_SaysWhoMayConnect()
    {
        await using var store = await OpenAsync();
        var options = new EventBusOptions { Internal = { Server = new Uri("tcp://127.0.0.1:0") } };
        await using var broker = Make(store, options, new OneUser());
        await broker.RunAsync(CancellationToken.None).WaitAsync(_limit);

        await using var client = Connect(new ExternalBrokerOptions { Server = broker.Server, UserName = "site", Password = "right" });
        await client.WaitForAsync(MqttConnectionState.Connected).WaitAsync(_limit);
        await using var stranger = Connect(new ExternalBrokerOptions { Server = broker.Server, UserName = "site", Password = "wrong" });
        await RefusedAsync(stranger);
        Assert.Equal(MqttReason.BadUserNameOrPassword, stranger.LastFailure?.Reason);
    }

    // A client that was never tried is disconnected too.
    private static async Task RefusedAsync(IMqttClient client)
    {
        await client.WaitForAsync(MqttConnectionState.Connecting).WaitAsync(_limit);
        await client.WaitForAsync(MqttConnectionState.Disconnected).WaitAsync(_limit);
    }

    private static IMqttClient Connect(ExternalBrokerOptions options) =>
        new ExternalBroker(options, "edge-1", TimeProvider.System, NullLoggerFactory.Instance, null).Probe();

    private Task<IMetaStore> OpenAsync() => MetaStoreFile.OpenAsync(Path.Combine(_folder.FullName, "edge.db"));

    private InternalBroker Make(IMetaStore store, EventBusOptions options, IMqttAuthenticator? authenticator = null)
    {
        if (options.Internal.Server.Scheme == "ssl")
        {
            (options.Internal.CertificateFile, options.Internal.KeyFile) = (_server.Certificate, _server.Key);
        }

        return new(options, new BrokerRecords(store), authenticator, _clock, NullLoggerFactory.Instance, null);
    }

    private sealed class OneUser : IMqttAuthenticator
    {
        public ValueTask<MqttReason> AuthenticateAsync(
            MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken) => new(
                client.UserName == "site" && password is { } given && given.Span.SequenceEqual("right"u8)
                    ? MqttReason.Success
                    : MqttReason.BadUserNameOrPassword);
    }
}
