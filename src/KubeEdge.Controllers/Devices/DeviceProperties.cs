using System.Text.Json;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Devices;

/// <summary>Reads the names in <c>spec.properties</c> of a Device.</summary>
internal static class DeviceProperties
{
    public static IReadOnlySet<string> Read(KubeObject device)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(device.Json, new JsonDocumentOptions { MaxDepth = 128 });
        if (document.RootElement.TryGetProperty("spec"u8, out var spec) && spec.ValueKind == JsonValueKind.Object
            && spec.TryGetProperty("properties"u8, out var properties) && properties.ValueKind == JsonValueKind.Array)
        {
            foreach (var property in properties.EnumerateArray())
            {
                if (property.ValueKind == JsonValueKind.Object && property.TryGetProperty("name"u8, out var name)
                    && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: > 0 } text)
                {
                    names.Add(text);
                }
            }
        }

        return names;
    }
}
