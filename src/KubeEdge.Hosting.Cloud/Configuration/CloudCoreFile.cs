using System.Net;
using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Hosting.Cloud.Configuration;

/// <summary>Puts what a <c>cloudcore.yaml</c> says into the options of the packages that it is meant for.</summary>
internal static class CloudCoreFile
{
    private const string Hub = "modules.cloudHub";

    public static IReadOnlyList<ConfigurationSchema> Versions { get; } =
    [
        new("cloudcore.config.kubeedge.io/v1alpha1", "CloudCore", CloudCoreFields.V1Alpha1),
    ];

    public static void Apply(string? path, IReadOnlyList<ConfigurationOverride>? overrides, CloudCoreOptions options)
    {
        var values = ConfigurationSchema.Read(path, Versions, overrides);
        options.File = values;
        options.Kubeconfig = values.Text("kubeAPIConfig.kubeConfig") is { Length: > 0 } kubeconfig ? kubeconfig : options.Kubeconfig;
        options.Master = values.Text("kubeAPIConfig.master") is { Length: > 0 } master ? new Uri(master) : null;
        options.Monitor = values.Text("commonConfig.monitorServer.bindAddress") is { Length: > 0 } monitor ? IPEndPoint.Parse(monitor) : null;
        options.ServeNodes = values.Flag($"{Hub}.enable");
        options.ControlNodes = values.Flag("modules.edgeController.enable");
        options.ControlDevices = values.Flag("modules.deviceController.enable");
        if (options.ServeNodes)
        {
            ApplyHub(values, options);
        }
    }

    private static void ApplyHub(ConfigurationValues values, CloudCoreOptions options)
    {
        if (!values.Flag($"{Hub}.websocket.enable"))
        {
            throw values.Error($"{Hub}.websocket.enable", "is false; nodes connect by WebSocket only");
        }

        options.Hub = EndPoint(values, $"{Hub}.websocket");
        options.Https = values.Flag($"{Hub}.https.enable") ? EndPoint(values, $"{Hub}.https") : null;
        options.CloudHub = hub => ApplyLimits(values, hub);
    }

    private static void ApplyLimits(ConfigurationValues values, CloudHubOptions hub)
    {
        hub.NodeLimit = values.Number($"{Hub}.nodeLimit");
        hub.KeepaliveInterval = values.Time($"{Hub}.keepaliveInterval");

        // A new token is made at half the life of the old one.
        hub.TokenLifetime = TimeSpan.FromHours(2 * values.Number($"{Hub}.tokenRefreshDuration"));
        hub.CertificateLifetime = TimeSpan.FromDays(values.Number($"{Hub}.edgeCertSigningDuration"));
        hub.AdvertiseAddresses =
        [
            .. values.List($"{Hub}.advertiseAddress").Concat(values.List($"{Hub}.dnsNames")).Distinct(StringComparer.Ordinal),
        ];
    }

    private static string EndPoint(ConfigurationValues values, string server) => new IPEndPoint(
        values.Text($"{server}.address") is { Length: > 0 } address ? IPAddress.Parse(address) : IPAddress.Any,
        values.Number($"{server}.port")).ToString();
}
