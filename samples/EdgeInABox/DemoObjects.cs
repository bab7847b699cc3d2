using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace EdgeInABox;

/// <summary>Something to see at the first start, without kubectl at hand. Whoever deletes it does not get it back.</summary>
internal static class DemoObjects
{
    private static readonly string[] _manifests =
    [
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"demo","namespace":"default"},"data":{"greeting":"hello, edge"}}
        """,
        """
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"DeviceModel","metadata":{"name":"thermometer","namespace":"default"},
         "spec":{"properties":[{"name":"temperature","type":"DOUBLE","accessMode":"ReadOnly","unit":"C"},
                               {"name":"target","type":"DOUBLE","accessMode":"ReadWrite","unit":"C"}]}}
        """,
        """
        {"apiVersion":"devices.kubeedge.io/v1beta1","kind":"Device","metadata":{"name":"thermometer","namespace":"default"},
         "spec":{"nodeName":"edge-1","deviceModelRef":{"name":"thermometer"},
                 "properties":[{"name":"temperature"},{"name":"target","desired":{"value":"21"}}]}}
        """,
    ];

    public static async Task ApplyOnceAsync(KubeClient client, string marker, CancellationToken cancellationToken)
    {
        if (File.Exists(marker))
        {
            return;
        }

        foreach (string manifest in _manifests)
        {
            KubeObject value = KubeObject.Parse(System.Text.Encoding.UTF8.GetBytes(manifest));
            if (!ResourceTable.Default.TryGetByKind(value.ApiVersion, value.Kind, out ResourceType? type))
            {
                throw new InvalidOperationException($"The resource table has no {value.Kind}.");
            }

            KubeResult result = await client.CreateAsync(type, value.Namespace, value, cancellationToken);
            if (result.Error is { } error && error.Reason != StatusReasons.AlreadyExists)
            {
                return;
            }
        }

        await File.WriteAllTextAsync(marker, "The demo objects were applied once.\n", cancellationToken);
    }
}
