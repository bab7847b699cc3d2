using System.Globalization;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace OfflineTest;

/// <summary>
/// The app under test: it heats to what the ConfigMap <c>home/thermostat</c> says, and to 18 degrees as long as that says nothing.
/// </summary>
internal sealed class Thermostat(IMetaReader store)
{
    public static ResourceKey Setting { get; } = new(Group: "", "configmaps", "home", "thermostat");

    public async Task<int> TargetAsync()
    {
        var stored = await store.GetAsync(Setting);
        var degrees = stored is null ? null : KubeObject.Parse(stored.Json).GetField("data.degrees");
        return degrees is null ? 18 : int.Parse(degrees, CultureInfo.InvariantCulture);
    }
}
