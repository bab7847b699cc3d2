namespace KubeEdge.Mqtt.Broker;

/// <summary>What a broker asks its host. All are optional.</summary>
public sealed record MqttBrokerHooks
{
    /// <summary>Who may connect; null for everybody.</summary>
    public IMqttAuthenticator? Authenticator { get; init; }

    /// <summary>Who may publish and subscribe where; null for everybody everywhere.</summary>
    public IMqttAuthorizer? Authorizer { get; init; }

    /// <summary>Where sessions and retained messages survive the process; null for nowhere.</summary>
    public IMqttSessionStore? SessionStore { get; init; }
}
