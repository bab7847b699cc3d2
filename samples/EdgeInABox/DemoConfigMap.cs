using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace EdgeInABox;

/// <summary>Something to see at the first start, without kubectl at hand. Whoever deletes it does not get it back.</summary>
internal static class DemoConfigMap
{
    private static ReadOnlyMemory<byte> Manifest =>
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"demo","namespace":"default"},"data":{"greeting":"hello, edge"}}
        """u8.ToArray();

    public static async Task ApplyOnceAsync(KubeClient client, string marker, CancellationToken cancellationToken)
    {
        if (File.Exists(marker) || !ResourceTable.Default.TryGetByPlural(string.Empty, "configmaps", out ResourceType? configMaps))
        {
            return;
        }

        KubeResult result = await client.CreateAsync(configMaps, "default", KubeObject.Parse(Manifest), cancellationToken);
        if (result.IsSuccess || result.Error.Reason == StatusReasons.AlreadyExists)
        {
            await File.WriteAllTextAsync(marker, "The demo ConfigMap was applied once.\n", cancellationToken);
        }
    }
}
