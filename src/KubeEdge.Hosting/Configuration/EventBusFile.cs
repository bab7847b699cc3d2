using KubeEdge.EventBus;
using KubeEdge.Kubernetes.Configuration;
using KubeEdge.Mqtt;

namespace KubeEdge.Hosting.Configuration;

/// <summary>Puts the block <c>modules.eventBus</c> of an <c>edgecore.yaml</c> into the options of EventBus.</summary>
internal static class EventBusFile
{
    private const string Block = "modules.eventBus";
    private const string Tls = Block + ".eventBusTLS";

    /// <summary>What the file says about brokers; addresses are checked at once, so that the fault is told with its line.</summary>
    public static Action<EventBusOptions> Read(ConfigurationValues values)
    {
        var mode = (EventBusMode)values.Number($"{Block}.mqttMode");
        var inside = mode == EventBusMode.External ? null : Address(values, "mqttServerInternal", ["tcp", "mqtt"]);
        var beside = mode == EventBusMode.Internal
            ? null
            : Address(values, "mqttServerExternal", ["tcp", "mqtt", "ssl", "mqtts", "ws", "wss"]);
        return bus =>
        {
            bus.Mode = mode;
            bus.Internal.Server = inside ?? bus.Internal.Server;
            bus.Internal.Qos = (MqttQos)values.Number($"{Block}.mqttQOS");
            bus.Internal.Retain = values.Flag($"{Block}.mqttRetain");
            bus.Internal.SessionQueueSize = Math.Max(1, values.Number($"{Block}.mqttSessionQueueSize"));
            bus.External.Server = beside ?? bus.External.Server;
            bus.External.DeviceClientId = Text(values, $"{Block}.mqttSubClientID");
            bus.External.DataClientId = Text(values, $"{Block}.mqttPubClientID");
            bus.External.UserName = Text(values, $"{Block}.mqttUsername");
            bus.External.Password = Text(values, $"{Block}.mqttPassword");
            if (values.Flag($"{Tls}.enable"))
            {
                bus.External.CaFile = Text(values, $"{Tls}.tlsMqttCAFile");
                bus.External.CertificateFile = Text(values, $"{Tls}.tlsMqttCertFile");
                bus.External.KeyFile = Text(values, $"{Tls}.tlsMqttPrivateKeyFile");
            }
        };
    }

    private static Uri Address(ConfigurationValues values, string field, string[] schemes)
    {
        var text = values.Text($"{Block}.{field}");
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && schemes.Contains(address.Scheme)
            ? address
            : throw values.Error($"{Block}.{field}", $"is \"{text}\", expected an address with scheme {string.Join(", ", schemes)}");
    }

    private static string? Text(ConfigurationValues values, string path) => values.Text(path) is { Length: > 0 } text ? text : null;
}
