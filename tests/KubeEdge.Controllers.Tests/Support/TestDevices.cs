using System.Globalization;
using System.Text;
using KubeEdge.Controllers.Devices;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Tests.Support;

/// <summary>Devices and models as a test needs them.</summary>
internal static class TestDevices
{
    private static long _version = 1000;

    public static KubeObject Device(
        string name, string? node = "edge-1", string? model = "m", string space = "default", string more = "", string status = "{}", string? uid = null)
    {
        var reference = model is null ? string.Empty : $$""","deviceModelRef":{"name":"{{model}}"}""";
        var on = node is null ? string.Empty : $$""","nodeName":"{{node}}" """;
        return Parse($$$"""
            {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device",
             "metadata":{"name":"{{{name}}}","namespace":"{{{space}}}","uid":"{{{uid ?? $"u-{space}-{name}"}}}",
                         "labels":{"description":"hall"},"resourceVersion":"{{{Next()}}}"},
             "spec":{"properties":[{"name":"t"},{"name":"on"}]{{{on}}}{{{reference}}}{{{more}}}},"status":{{{status}}}}
            """);
    }

    public static KubeObject Model(string name, string space = "default", string unit = "C") => Parse($$$"""
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"DeviceModel",
         "metadata":{"name":"{{{name}}}","namespace":"{{{space}}}","uid":"m-{{{name}}}","resourceVersion":"{{{Next()}}}"},
         "spec":{"properties":[{"name":"t","unit":"{{{unit}}}"}]}}
        """);

    public static DeviceRecord Record(string name, string? node = "edge-1", string? model = "m", string space = "default", string? uid = null) =>
        DeviceRecord.Read(Device(name, node, model, space, uid: uid));

    private static string Next() => Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);

    private static KubeObject Parse(string json) => KubeObject.Parse(Encoding.UTF8.GetBytes(json));
}
