using System.Security.Cryptography;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
    private const int AssignedIdLength = 20;

    private async ValueTask<bool> ConnectAsync(ConnectPacket packet)
    {
        _version = packet.Version;
        var assigned = packet.ClientId.Length == 0;
        var client = new MqttClientInfo
        {
            ClientId = assigned ? $"auto-{RandomNumberGenerator.GetHexString(AssignedIdLength, lowercase: true)}" : packet.ClientId,
            Version = packet.Version,
            UserName = packet.UserName,
            RemoteEndPoint = _peer.Address,
            Certificate = _peer.Certificate,
        };
        var reason = await JudgeAsync(packet, client).ConfigureAwait(false);
        if (reason != MqttReason.Success)
        {
            return Refuse(client, reason);
        }

        var keepAlive = KeepAlive(packet);
        var expiry = RequestedExpiry(packet);
        var terms = new SessionTerms
        {
            Client = client,
            CleanStart = packet.CleanStart,
            Expiry = expiry,
            ReceiveMaximum = Math.Min(packet.Properties.ReceiveMaximum ?? ushort.MaxValue, _services.Limits.InFlight),
            Will = packet.Will is { } will ? new SessionWill(will, TimeSpan.FromSeconds(packet.WillDelay)) : null,
        };
        await _services.Sessions.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
        if (_services.Sessions.Open(this, terms) is not { } opened)
        {
            return Refuse(client, MqttReason.QuotaExceeded);
        }

        _session = opened.Session;
        await opened.Stored.WaitAsync(_ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!opened.Stored.IsCompletedSuccessfully)
        {
            // The client is told of no session, so a new one ends with this.
            _expiryAtEnd = opened.IsPresent ? null : TimeSpan.Zero;
            return Refuse(client, MqttReason.ServerUnavailable);
        }

        _aliases = new OutboundAliases(Math.Min(packet.Properties.TopicAliasMaximum ?? 0, _services.Limits.TopicAliases));
        _control.MaximumPacketSize = packet.Properties.MaximumPacketSize ?? uint.MaxValue;
        lock (_gathering)
        {
            // From here on the writer takes the session's messages: after the CONNACK [MQTT-3.2.0-1].
            _connected = _control.TryWrite(Accepted(packet, client, opened.IsPresent, assigned, keepAlive, expiry), _version);
        }

        if (!_connected)
        {
            _expiryAtEnd = opened.IsPresent ? null : TimeSpan.Zero;
            Close(MqttReason.PacketTooLarge);
            return false;
        }

        _keepWill = true;
        _liveness.Connected(keepAlive);
        _services.Metrics.Opened();
        Wake();
        Log.Opened(_services.Logger, this, _version, opened.IsPresent);
        return true;
    }

    private ConnackPacket Accepted(
        ConnectPacket packet, MqttClientInfo client, bool present, bool assigned, int keepAlive, TimeSpan expiry) => new()
        {
            SessionPresent = present,
            Reason = MqttReason.Success,
            Properties = _version != MqttVersion.V5
                ? PacketProperties.None
                : new PacketProperties
                {
                    AssignedClientId = assigned ? client.ClientId : null,
                    ServerKeepAlive = keepAlive == packet.KeepAlive ? null : (ushort)keepAlive,
                    SessionExpiry = (packet.Properties.SessionExpiry ?? 0) == (uint)expiry.TotalSeconds ? null : (uint)expiry.TotalSeconds,
                    ReceiveMaximum = (ushort)_services.Limits.InFlight,
                    MaximumPacketSize = (uint)_services.Limits.PacketSize,
                    TopicAliasMaximum = (ushort)_services.Limits.TopicAliases,
                    ResponseInformation = packet.Properties.RequestResponseInformation == true
                        ? _services.Options.ResponseInformation
                        : null,
                },
        };

    private async ValueTask<MqttReason> JudgeAsync(ConnectPacket packet, MqttClientInfo client)
    {
        if (_services.Locals.Contains(client.ClientId))
        {
            return MqttReason.ClientIdentifierNotValid;
        }

        if (packet.Properties.AuthenticationMethod is not null)
        {
            return MqttReason.BadAuthenticationMethod;
        }

        if (packet.Will is { } will && JudgeTopic(will.Topic) is var reason and not MqttReason.Success)
        {
            return reason;
        }

        if (_services.Hooks.Authenticator is not { } authenticator)
        {
            return MqttReason.Success;
        }

        try
        {
            return await authenticator.AuthenticateAsync(client, packet.Password, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!_ending.IsCancellationRequested)
        {
            Log.HookFailed(_services.Logger, failure, client.ClientId);
            return MqttReason.ServerUnavailable;
        }
    }

    private bool Refuse(MqttClientInfo client, MqttReason reason)
    {
        Log.Refused(_services.Logger, client.ToString(), reason);
        _services.Metrics.Refused("connect");
        _control.TryWrite(new ConnackPacket { Reason = reason }, _version);
        Close(reason);
        return false;
    }

    private int KeepAlive(ConnectPacket packet)
    {
        // Only MQTT 5 can tell the client that it has to be heard more often than it asked for.
        if (_version == MqttVersion.V5 && _services.Options.MaximumKeepAlive is { } maximum)
        {
            var seconds = (int)maximum.TotalSeconds;
            return packet.KeepAlive == 0 ? seconds : Math.Min(packet.KeepAlive, seconds);
        }

        return packet.KeepAlive;
    }

    private TimeSpan RequestedExpiry(ConnectPacket packet) => _version == MqttVersion.V5
        ? SessionExpiry(packet.Properties.SessionExpiry ?? 0)
        : packet.CleanStart ? TimeSpan.Zero : _services.Limits.SessionExpiry;

    private TimeSpan SessionExpiry(uint seconds) =>
        TimeSpan.FromSeconds(Math.Min(seconds, Math.Floor(_services.Limits.SessionExpiry.TotalSeconds)));
}
