using System.Collections.Concurrent;
using System.Net;
using System.Text;
using KubeEdge.EventBus.Tests.Fakes;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.EventBus.Tests.Brokers;

/// <summary>What a broker beside the process is told about the node's user.</summary>
public sealed class ExternalCredentialsTests
{
    [Theory]
    [InlineData(MqttVersion.V311, null, null, null, null)]
    [InlineData(MqttVersion.V311, "site", null, "site", null)]
    [InlineData(MqttVersion.V5, "site", null, "site", null)]
    [InlineData(MqttVersion.V311, "site", "secret", "site", "secret")]
    [InlineData(MqttVersion.V311, null, "secret", null, null)]
    [InlineData(MqttVersion.V5, null, "secret", null, null)]
    public async Task User_MayHaveNoPassword_AndAPasswordWithoutAUserIsNotSent(
        MqttVersion version, string? user, string? password, string? shownUser, string? shownPassword)
    {
        var shown = new Shown();
        var options = new MqttBrokerOptions();
        options.Endpoints.Add(new MqttEndpointOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) });
        await using var server = new MqttBroker(options, new MqttBrokerHooks { Authenticator = shown });
        await server.StartAsync(TestContext.Current.CancellationToken);

        await using var rig = await MqttRig.StartExternalAsync(new Uri($"tcp://{server.Endpoints[0].Address}"), bus =>
            (bus.External.Version, bus.External.UserName, bus.External.Password) = (version, user, password));

        Assert.Equal([(version, shownUser, shownPassword)], shown.All.Distinct());
    }

    private sealed class Shown : IMqttAuthenticator
    {
        public ConcurrentQueue<(MqttVersion Version, string? User, string? Password)> All { get; } = [];

        public ValueTask<MqttReason> AuthenticateAsync(
            MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken)
        {
            All.Enqueue((client.Version, client.UserName, password is { } given ? Encoding.UTF8.GetString(given.Span) : null));
            return new(MqttReason.Success);
        }
    }
}
