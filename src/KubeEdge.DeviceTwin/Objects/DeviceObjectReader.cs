using System.Globalization;
using System.Text.Json.Nodes;
using KubeEdge.DeviceTwin.Twins;
using KubeEdge.DeviceTwin.Values;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.DeviceTwin.Objects;

/// <summary>Reads Device objects and the models that they refer to.</summary>
internal sealed class DeviceObjectReader(IMetaReader store)
{
    public const string Group = "devices.kubeedge.io";
    public const string Devices = "devices";
    public const string Models = "devicemodels";

    /// <summary>What twins need of an object; null when it is no device that can have any.</summary>
    public async ValueTask<DeviceObject?> ReadAsync(StoredObject stored, CancellationToken cancellationToken)
    {
        if (IdOf(stored.Key) is not { } id || !KubeObject.TryParse(stored.Json, out var device, out _))
        {
            return null;
        }

        var spec = device.ToNode()["spec"] as JsonObject;
        var model = spec?["deviceModelRef"] is JsonObject reference ? Text(reference["name"]) : null;
        var types = model is null ? [] : await TypesAsync(stored.Key.Namespace, model, cancellationToken).ConfigureAwait(false);
        var description = device.Labels.GetValueOrDefault("description", string.Empty);
        _ = long.TryParse(device.ResourceVersion, CultureInfo.InvariantCulture, out var version);
        return new(id, version, description, DesiredOf(spec), types);
    }

    public static DeviceId? IdOf(in ResourceKey key) =>
        DeviceId.TryParse($"{key.Namespace ?? DeviceId.DefaultNamespace}/{key.Name}", out var id) ? id : null;

    // The cloud writes an empty value where there is none.
    private static Dictionary<string, string> DesiredOf(JsonObject? spec)
    {
        var desired = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in (spec?["properties"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Text(property["name"]) is { } name && TwinRange.IsName(name)
                && property["desired"] is JsonObject wanted && Text(wanted["value"]) is { Length: > 0 } value)
            {
                desired[name] = value;
            }
        }

        return desired;
    }

    private async ValueTask<Dictionary<string, string>> TypesAsync(string? ns, string model, CancellationToken cancellationToken)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var stored = await store.GetAsync(new ResourceKey(Group, Models, ns, model), cancellationToken).ConfigureAwait(false);
        if (stored is null || !KubeObject.TryParse(stored.Json, out var document, out _))
        {
            return types;
        }

        var spec = document.ToNode()["spec"] as JsonObject;
        foreach (var property in (spec?["properties"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Text(property["name"]) is { } name)
            {
                types[name] = TwinTypes.OfModel(Text(property["type"]));
            }
        }

        return types;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
