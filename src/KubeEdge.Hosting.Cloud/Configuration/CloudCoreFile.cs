using System.Net;
using KubeEdge.CloudHub;
using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Hosting.Cloud.Configuration;

/// <summary>The original's <c>cloudcore.yaml</c>, as far as addresses, ports and limits go.</summary>
internal static class CloudCoreFile
{
    private const string Group = "cloudcore.config.kubeedge.io/";
    private const int OriginalNodeLimit = 500;

    public static void Apply(string path, CloudCoreOptions options)
    {
        var root = YamlFile.Read(path);
        if (root.Text("kind") != "CloudCore" || root.Text("apiVersion")?.StartsWith(Group, StringComparison.Ordinal) is not true)
        {
            throw root.Error($"its apiVersion and kind are \"{root.Text("apiVersion")}\" and \"{root.Text("kind")}\", expected {Group}… and CloudCore");
        }

        if (root.Map("kubeAPIConfig") is { } api)
        {
            options.Kubeconfig = api.Text("kubeConfig") ?? options.Kubeconfig;
            options.Master = Address(api, "master");
        }

        if (root.Map("modules")?.Map("cloudHub") is { } hub)
        {
            options.Hub = EndPoint(hub.Map("websocket"), 10000);
            options.Https = EndPoint(hub.Map("https"), 10002);
            options.CloudHub = Limits(hub);
        }
    }

    private static Uri? Address(YamlMap api, string name) => api.Text(name) switch
    {
        null => null,
        var text when Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" => address,
        var text => throw api.Error($"{api.Path}.{name} is \"{text}\", expected an http or https address"),
    };

    private static string EndPoint(YamlMap? server, int absent)
    {
        var address = server?.Text("address") ?? "0.0.0.0";
        return IPAddress.TryParse(address, out var parsed)
            ? new IPEndPoint(parsed, server?.Number("port", 1, IPEndPoint.MaxPort) ?? absent).ToString()
            : throw server!.Error($"{server.Path}.address is \"{address}\", expected an IP address"); // not null: the default parses
    }

    private static Action<CloudHubOptions> Limits(YamlMap hub)
    {
        var nodes = hub.Number("nodeLimit", 1, int.MaxValue) ?? OriginalNodeLimit;
        var keepalive = TimeSpan.FromSeconds(hub.Number("keepaliveInterval", 1, 3600) ?? 30);
        var token = TimeSpan.FromHours(2 * (hub.Number("tokenRefreshDuration", 1, 24 * 365) ?? 12));
        var certificate = TimeSpan.FromDays(hub.Number("edgeCertSigningDuration", 1, 36400) ?? 365);
        IList<string> names =
        [
            .. hub.Texts("advertiseAddress").Concat(hub.Texts("dnsNames")).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        return options =>
        {
            (options.NodeLimit, options.KeepaliveInterval) = (nodes, keepalive);
            (options.TokenLifetime, options.CertificateLifetime) = (token, certificate);
            options.AdvertiseAddresses = names.Count > 0 ? names : options.AdvertiseAddresses;
        };
    }
}
